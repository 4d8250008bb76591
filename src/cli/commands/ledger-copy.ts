import { type Command, Option } from 'commander';
import { loadConfig } from '../../config.ts';
import { shareVersions } from '../../library/added-tools/shared-versions.ts';
import { withRegistry } from '../../library/registry/open-registry.ts';
import { RlarError } from '../../spec/errors.ts';
import { copyToDatabase, copyToHome } from '../../store/copy-home.ts';
import { databaseUrl } from '../../store/database-url.ts';
import { table } from '../terminal.ts';

/** Milliseconds between two lines about how far the copy is. */
const EVERY_MS = 2_000;

interface CopyFlags {
  to: 'database' | 'home';
  config?: string;
}

export function ledgerCopyCommand(ledger: Command): void {
  ledger
    .command('copy')
    .description(
      'the whole store of a home (runs, rewards, library, jobs, feedback) into the empty database of RLAR_DATABASE_URL, or back',
    )
    .addOption(
      new Option('--to <end>', '`database`: from the home · `home`: from the database')
        .choices(['database', 'home'])
        .makeOptionMandatory(),
    )
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async ({ to, config }: CopyFlags) => {
      const { home } = await loadConfig(config);
      const url = databaseUrl(home);
      if (home === null || url === null)
        throw new RlarError('RLAR_INVALID_REQUEST', 'a copy has two ends: a home and a database', {
          remedy: 'Name the database in RLAR_DATABASE_URL, and give the configuration a home.',
        });
      let last = performance.now();
      const onProgress = (name: string, rows: number): void => {
        if (performance.now() - last < EVERY_MS) return;
        last = performance.now();
        process.stderr.write(`${name}: ${rows}\n`);
      };
      const copied =
        to === 'database'
          ? await copyToDatabase(home, url, onProgress)
          : await copyToHome(url, home, onProgress);
      // Other replicas find the files of the tools in the database.
      await withRegistry({ home }, async ({ shelf }) => shelf && shareVersions(home, shelf));
      const rows = [...copied].map(([name, count]) => [name, String(count)]);
      process.stdout.write(`${table(['copied', 'rows'], rows)}\n`);
    });
}
