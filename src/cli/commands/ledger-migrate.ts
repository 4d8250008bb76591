import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { openStore } from '../../store/open-store.ts';
import { requireHome } from '../require-home.ts';

export function ledgerMigrateCommand(ledger: Command): void {
  ledger
    .command('migrate')
    .description('make the tables, or bring them to the version of this rlar, before anything is started')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (flags: { config?: string }) => {
      const config = await loadConfig(flags.config);
      const home = requireHome(config);
      const store = await openStore({ home, texts: config.texts, onFull: config.onFull });
      await store.close();
      process.stdout.write('the ledger has the tables of this rlar\n');
    });
}
