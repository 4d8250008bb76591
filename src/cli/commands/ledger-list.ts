import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Status } from '../../spec/reward.ts';
import type { LedgerRecord } from '../../store/ledger.ts';
import type { Store } from '../../store/store.ts';
import { withLedger } from '../open-ledger.ts';
import { oneLine, printJson, table } from '../terminal.ts';

interface ListFlags {
  run?: string;
  step?: number;
  kind?: string;
  tool?: string;
  status?: Status;
  flag?: string;
  sort: Sort;
  limit: number;
  json?: boolean;
  config?: string;
}

const SORTS = ['newest', 'oldest', 'lowest', 'highest', 'longest'] as const;
type Sort = (typeof SORTS)[number];

/** What a record is sorted by, the largest first. */
const ORDER: Readonly<Record<Sort, (record: LedgerRecord, place: number) => number>> = {
  newest: (_, place) => place,
  oldest: (_, place) => -place,
  lowest: ({ reward }) => -(reward.reward ?? Number.POSITIVE_INFINITY),
  highest: ({ reward }) => reward.reward ?? Number.NEGATIVE_INFINITY,
  longest: ({ rollout }) => rollout?.text.length ?? 0,
};

export function ledgerListCommand(ledger: Command): void {
  ledger
    .command('list')
    .description('recorded rewards, one a line; `rlar explain RECORD` says all of one')
    .option('--run <name>', 'only this run')
    .option('--step <number>', 'only this step', wholeNumber)
    .option('--kind <kind>', 'only this kind or family')
    .option('--tool <id>', 'only what this tool was asked')
    .addOption(new Option('--status <status>', 'only this status').choices(['scored', 'unscored', 'failed']))
    .option('--flag <flag>', 'only rewards with this flag')
    .addOption(new Option('--sort <order>', 'what stands first').choices(SORTS).default('newest'))
    .option('--limit <number>', 'rewards at most', wholeNumber, 20)
    .option('--json', 'print the records as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action((flags: ListFlags) =>
      withLedger(flags.config, 'read', async (store) => {
        const { found, records } = await listRecords(store, flags);
        if (flags.json) return void printJson({ found, records });
        process.stdout.write(
          `${found} rewards${found > records.length ? `, ${records.length} shown` : ''}\n\n`,
        );
        if (records.length > 0) process.stdout.write(`${recordTable(records)}\n`);
      }),
    );
}

/** @returns how many records match, and the first of them in the order that was asked for */
async function listRecords(
  store: Store,
  { run, step, kind, tool, status, flag, sort, limit }: ListFlags,
): Promise<{ found: number; records: LedgerRecord[] }> {
  const filter = { ...(run && { run }), ...(kind && { kind }), ...(status && { status }) };
  const weigh = ORDER[sort];
  let kept: { record: LedgerRecord; weight: number }[] = [];
  let found = 0;
  const keepFirst = (): void => {
    kept = kept.sort((left, right) => right.weight - left.weight).slice(0, limit);
  };
  for await (const record of store.scanRewards(filter)) {
    if (step !== undefined && record.context.step !== step) continue;
    if (tool !== undefined && !record.reward.results.some((result) => result.tool === tool)) continue;
    if (flag !== undefined && !record.reward.flags.includes(flag)) continue;
    found += 1;
    kept.push({ record, weight: weigh(record, found) });
    if (kept.length >= 4 * limit + 1_000) keepFirst();
  }
  keepFirst();
  return { found, records: kept.map(({ record }) => record) };
}

function recordTable(records: readonly LedgerRecord[]): string {
  const rows = records.map(({ record, reward, context }) => [
    record,
    reward.id,
    context.step === undefined ? '–' : String(context.step),
    reward.kind ?? "don't know",
    reward.reward === null ? reward.status : String(Math.round(reward.reward * 1_000) / 1_000),
    oneLine(reward.reason ?? reward.error?.message ?? reward.flags.join(' '), 80),
  ]);
  return table(['record', 'id', 'step', 'kind', 'reward', 'why none, or flags'], rows);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError('expected a whole number from 0');
  return value;
}
