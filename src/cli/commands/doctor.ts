import type { Command } from 'commander';
import { type SandboxBound, sandboxBounds } from '../../sandbox/bounds.ts';
import { EXIT } from '../exit.ts';
import { table } from '../terminal.ts';

const STYLES = { held: 'green', weaker: 'yellow', missing: 'red' } as const;

function row({ name, state, detail }: SandboxBound) {
  return [name, { style: STYLES[state], text: state }, detail];
}

export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('show what bounds programs on this machine, and what is missing')
    .option('--json', 'as JSON')
    .action((flags: { json?: boolean }) => {
      const bounds = sandboxBounds();
      const text = flags.json
        ? JSON.stringify({ bounds }, null, 2)
        : table(['bound', 'state', ''], bounds.map(row));
      process.stdout.write(`${text}\n`);
      const isolated = bounds.every(({ name, state }) => name !== 'isolation' || state === 'held');
      process.exitCode = isolated ? EXIT.ok : EXIT.error;
    });
}
