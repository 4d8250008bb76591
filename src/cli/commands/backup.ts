import { resolve } from 'node:path';
import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { backUpHome } from '../../store/back-up-home.ts';
import { databaseUrl } from '../../store/database-url.ts';
import { requireHome } from '../require-home.ts';
import { bytes, printJson } from '../terminal.ts';

export function backupCommand(program: Command): void {
  program
    .command('backup')
    .description(
      'copy the home (ledger, library, tools) while servers write to it; to restore, put it in its place',
    )
    .argument('<folder>', 'where the copy goes; it must not exist yet')
    .option('--json', 'print as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (folder: string, flags: { json?: boolean; config?: string }) => {
      const home = requireHome(await loadConfig(flags.config));
      const made = await backUpHome(home, resolve(folder));
      if (flags.json) return void printJson(made);
      const names = made.databases.join(', ') || 'no database';
      process.stdout.write(`${folder}: ${names} and ${made.files} other files, ${bytes(made.bytes)}\n`);
      if (databaseUrl(home) !== null)
        process.stdout.write(
          'The ledger and the library stand in PostgreSQL: back that up with pg_dump (docs/operations.md).\n',
        );
    });
}
