import type { Command } from 'commander';
import { RlarError } from '../../spec/errors.ts';
import { visibleJson } from '../../text/visible.ts';
import { explanation } from '../explanation.ts';
import { withLedger } from '../open-ledger.ts';

export function explainCommand(program: Command): void {
  program
    .command('explain')
    .argument('<id>', 'a record, or the id of a rollout (its newest reward)')
    .description('why this tool, what it saw, what it said')
    .option('--json', 'print the whole record as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (id: string, flags: { json?: boolean; config?: string }) => {
      await withLedger(flags.config, 'read', async (store) => {
        const found = (await store.getReward(id)) ?? (await store.findRewards(id, 1))[0];
        if (!found)
          throw new RlarError('RLAR_NOT_FOUND', `the ledger has no reward ${id}`, {
            remedy:
              'Ids are those of the rows that were scored (`id/0` where a row has several responses); `rlar ledger list` shows them.',
          });
        const text = flags.json
          ? visibleJson(JSON.stringify(found, null, 2))
          : explanation(found.reward, found.query, found.rollout);
        const again = found.rescoredFrom;
        process.stdout.write(
          again && !flags.json ? `${text}\n  made again from record ${again}\n` : `${text}\n`,
        );
      });
    });
}
