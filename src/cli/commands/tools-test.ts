import type { Command } from 'commander';
import { testTool } from '../../admission/added-tools/test-tool.ts';
import { loadConfig } from '../../config.ts';
import { evidenceTables } from '../evidence-tables.ts';
import { EXIT } from '../exit.ts';
import { openPlace } from '../library-place.ts';
import { printJson, styled } from '../terminal.ts';

interface TestFlags {
  json?: boolean;
  config?: string;
}

export function toolsTestCommand(tools: Command): void {
  tools
    .command('test')
    .argument('<id>')
    .description('puts a tool through the gates again')
    .option('--json', 'print the evidence as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (id: string, flags: TestFlags) => {
      const config = await loadConfig(flags.config);
      if (config.home !== null) await (await openPlace(config, true)).live.close();
      const evidence = await testTool(config, id);
      if (flags.json) printJson(evidence);
      else if (evidence) process.stdout.write(`${evidenceTables(evidence)}\n`);
      else
        process.stdout.write(
          `${styled('yellow', `${id} has no labelled samples: there is nothing to test`)}\n`,
        );
      if (evidence?.admitted === false) process.exitCode = EXIT.error;
    });
}
