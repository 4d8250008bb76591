import type { Command } from 'commander';
import { openLibrary } from '../../admission/open-library.ts';
import { loadConfig } from '../../config.ts';
import { type SandboxBound, sandboxBounds } from '../../sandbox/bounds.ts';
import type { KnownHealth } from '../../scoring/readiness.ts';
import { EXIT } from '../exit.ts';
import { askHealth, healthNote } from '../health-note.ts';
import { printJson, table } from '../terminal.ts';

const STYLES = { held: 'green', weaker: 'yellow', missing: 'red' } as const;

function row({ name, state, detail }: SandboxBound) {
  return [name, { style: STYLES[state], text: state }, detail];
}

export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .description(
      'show what bounds programs on this machine, what is missing, and which tools cannot work now',
    )
    .option('--json', 'as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (flags: { json?: boolean; config?: string }) => {
      const bounds = sandboxBounds();
      const health = await healthOfLibrary(flags.config);
      if (flags.json) printJson({ bounds, health });
      else {
        process.stdout.write(`${table(['bound', 'state', ''], bounds.map(row))}\n`);
        const tools = health.map((known) => [known.tool, healthNote(known)]);
        if (tools.length > 0) process.stdout.write(`\n${table(['tool', 'health'], tools)}\n`);
      }
      const isolated = bounds.every(({ name, state }) => name !== 'isolation' || state === 'held');
      process.exitCode = isolated && health.every(({ ok }) => ok) ? EXIT.ok : EXIT.error;
    });
}

async function healthOfLibrary(file: string | undefined): Promise<KnownHealth[]> {
  const live = await openLibrary(await loadConfig(file));
  try {
    return await askHealth(live.current);
  } finally {
    await live.close();
  }
}
