import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { loadConfig } from '../../config.ts';
import { RlarError } from '../../spec/errors.ts';

interface ViewFlags {
  port: number;
  export?: string;
  run?: string;
  rewards: number;
  config?: string;
}

export function viewCommand(program: Command): void {
  program
    .command('view')
    .argument('[ledger]', 'a home, or its rlar.db; that of the configuration by default')
    .description('look at a ledger in a browser, without a server of its own: it prints the address')
    .option('--port <number>', '0 for any free one', (text) => whole(text, 65_535), 0)
    .option('--export <folder>', 'write the dashboard with the data of a run, for any static file server')
    .option('--run <name>', 'with --export: only this run')
    .option(
      '--rewards <number>',
      'with --export: most rewards of a run, the newest',
      (text) => whole(text, 100_000),
      2_000,
    )
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action((ledger: string | undefined, flags: ViewFlags) => view(ledger, flags));
}

async function view(ledger: string | undefined, flags: ViewFlags): Promise<void> {
  const loaded = await loadConfig(flags.config);
  const home = ledger === undefined ? loaded.home : homeOf(ledger);
  if (home === null || !existsSync(join(home, 'rlar.db')))
    throw new RlarError('RLAR_NOT_FOUND', `there is no ledger in ${home ?? 'this configuration'}`, {
      remedy: 'Name a home, or its rlar.db: `rlar score` and `rlar serve` make one.',
    });
  const { openView } = await import('../../server/open-view.ts');
  const app = await openView({ ...loaded, home });
  try {
    if (flags.export !== undefined) {
      const { exportView } = await import('../../server/web/export-view.ts');
      const { files, rewards } = await exportView(app, flags.export, {
        rewards: flags.rewards,
        ...(flags.run !== undefined && { run: flags.run }),
      });
      process.stdout.write(`${files} files with ${rewards} rewards in ${flags.export}\n`);
      return;
    }
    await app.listen({ host: '127.0.0.1', port: flags.port });
    const address = app.server.address();
    const port = typeof address === 'object' && address ? address.port : flags.port;
    process.stdout.write(`${home} on http://127.0.0.1:${port}/ (Ctrl-C ends it)\n`);
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
  } finally {
    await app.close();
  }
}

/** @param named a home, or the file in it */
function homeOf(named: string): string {
  return statSync(named, { throwIfNoEntry: false })?.isFile() ? dirname(named) : named;
}

function whole(text: string, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 0 || value > most)
    throw new InvalidArgumentError(`expected a whole number from 0 to ${most}`);
  return value;
}
