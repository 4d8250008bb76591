import type { Command } from 'commander';
import { judgesAddCommand } from './judges-add.ts';
import { judgesAuditCommand } from './judges-audit.ts';
import { judgesCoverageCommand } from './judges-coverage.ts';
import { judgesDistilCommand } from './judges-distil.ts';
import { judgesForgetCommand } from './judges-forget.ts';
import { judgesListCommand } from './judges-list.ts';
import { judgesRubricsCommand } from './judges-rubrics.ts';
import { judgesWriteCommand } from './judges-write.ts';

export function judgesCommand(program: Command): void {
  const judges = program
    .command('judges')
    .description(
      'language models that judge by a rubric: add one, have one written, list them (rlar tools shows and removes them)',
    );
  judgesAddCommand(judges);
  judgesWriteCommand(judges);
  judgesRubricsCommand(judges);
  judgesListCommand(judges);
  judgesCoverageCommand(judges);
  judgesAuditCommand(judges);
  judgesDistilCommand(judges);
  judgesForgetCommand(judges);
}
