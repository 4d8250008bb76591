import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { openPlace } from '../library-place.ts';
import { printJson, table } from '../terminal.ts';

export function judgesListCommand(judges: Command): void {
  judges
    .command('list')
    .description('the judges of the library')
    .option('--json', 'print the cards as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async ({ json, config }: { json?: boolean; config?: string }) => {
      const { live } = await openPlace(await loadConfig(config), false);
      try {
        const cards = live.current.cards().filter(({ type }) => type === 'judge');
        if (json) return printJson({ judges: cards });
        const rows = cards.map(({ id, provenance, kinds, costPer1000, evidence }) => [
          id,
          provenance.source ?? '',
          kinds.join(' ') || '(pinned only)',
          costPer1000 > 0 ? `$${costPer1000}` : '',
          evidence?.admitted ? (evidence.provisional ? 'provisional' : 'admitted') : 'none',
        ]);
        process.stdout.write(
          rows.length > 0
            ? `${table(['judge', 'model', 'kinds', 'per 1,000', 'evidence'], rows)}\n`
            : 'the library has no judge; rlar judges add brings one\n',
        );
      } finally {
        await live.close();
      }
    });
}
