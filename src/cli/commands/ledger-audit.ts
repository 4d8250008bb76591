import type { Command } from 'commander';
import { type AuditTally, addAudit, auditTable } from '../audit-tally.ts';
import { withLedger } from '../open-ledger.ts';
import { printJson } from '../terminal.ts';

interface AuditFlags {
  run?: string;
  kind?: string;
  json?: boolean;
  config?: string;
}

export function ledgerAuditCommand(ledger: Command): void {
  ledger
    .command('audit')
    .description(
      'what the shape audit said of the groups of a run, by kind: task value, and rollouts in groups of equal rewards, with ties, and with ranks that hang on weights',
    )
    .option('--run <name>', 'only this run')
    .option('--kind <kind>', 'only this kind or family')
    .option('--json', 'print as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(({ run, kind, json, config }: AuditFlags) =>
      withLedger(config, 'read', async (store) => {
        const byKind = new Map<string, AuditTally>();
        const filter = { ...(run !== undefined && { run }), ...(kind !== undefined && { kind }) };
        for await (const { reward } of store.scanRewards({ ...filter, status: 'scored' })) {
          const name = reward.kind ?? 'unknown';
          const tally = addAudit(byKind.get(name), reward);
          if (tally) byKind.set(name, tally);
        }
        const sorted = [...byKind].sort(([one], [other]) => (one < other ? -1 : 1));
        if (json) return void printJson(Object.fromEntries(sorted));
        process.stdout.write(
          sorted.length === 0
            ? 'no group was audited; switch the shape audit on for the run\n'
            : `${auditTable(sorted)}\n`,
        );
      }),
    );
}
