import { type Command, InvalidArgumentError } from 'commander';
import type { LedgerRecord } from '../../store/ledger-record.ts';
import type { Store } from '../../store/store.ts';
import { visibleJson } from '../../text/visible.ts';
import { withLedger } from '../open-ledger.ts';
import { OutputFile } from '../output-file.ts';

interface BestFlags {
  out: string;
  run?: string;
  kind?: string;
  keep: number;
  least: number;
  allowFlag: string[];
  config?: string;
}

/** Flags of the group or of the tools that the user brought, which say nothing about the response itself. */
const HARMLESS = [
  'group_incomplete',
  'zero_variance',
  'tie',
  'pivot',
  'not_shaped',
  'vouched_by_user',
  'trusted_own',
];

/**
 * Rejection sampling out of the ledger: the best responses to each query, as samples for supervised fine-tuning. From “RAFT: Reward rAnked
 * FineTuning” (2023), which ranks samples by reward, keeps the best and trains on them.
 */
export function ledgerBestCommand(ledger: Command): void {
  ledger
    .command('best')
    .description(
      'the best responses to each query, as JSON lines for fine-tuning; what is flagged is left out',
    )
    .option('--out <file>', '- for standard output', '-')
    .option('--run <name>', 'only this run')
    .option('--kind <kind>', 'only this kind or family')
    .option('--keep <number>', 'responses of a query at most', number(1), 1)
    .option('--least <reward>', 'the least reward that is good enough', number(Number.NEGATIVE_INFINITY), 1)
    .option('--allow-flag <flag...>', 'flags that do not leave a response out', HARMLESS)
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action((flags: BestFlags) =>
      withLedger(flags.config, 'read', async (store) => {
        const out = OutputFile.open(flags.out);
        const { kept, leftOut, queries } = await chooseBest(store, flags);
        for await (const record of store.scanRewards(filterOf(flags)))
          if (kept.has(record.record)) await out.write(`${visibleJson(JSON.stringify(sample(record)))}\n`);
        await out.finish();
        process.stderr.write(
          `${counted(kept.size, 'response', 'responses')} to ${counted(queries, 'query', 'queries')} kept; ${leftOut} good ones left out for their flags\n`,
        );
      }),
    );
}

/** Rewards are kept by number in the first reading of the ledger, texts in none, so that memory grows with the queries alone. */
async function chooseBest(
  store: Store,
  flags: BestFlags,
): Promise<{ kept: ReadonlySet<string>; leftOut: number; queries: number }> {
  const byQuery = new Map<string, { record: string; reward: number; text: string }[]>();
  let leftOut = 0;
  for await (const { record, queryKey, reward, rollout } of store.scanRewards(filterOf(flags))) {
    if (rollout === null || reward.reward === null || reward.reward < flags.least) continue;
    if (reward.flags.some((flag) => ![...HARMLESS, ...flags.allowFlag].includes(flag))) {
      leftOut += 1;
      continue;
    }
    const best = byQuery.get(queryKey) ?? [];
    byQuery.set(queryKey, best);
    if (best.some(({ text }) => text === rollout.text)) continue;
    best.push({ record, reward: reward.reward, text: rollout.text });
    best.sort((one, other) => other.reward - one.reward);
    best.length = Math.min(best.length, flags.keep);
  }
  const kept = new Set([...byQuery.values()].flatMap((best) => best.map(({ record }) => record)));
  return { kept, leftOut, queries: byQuery.size };
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function filterOf({ run, kind }: BestFlags): Parameters<Store['scanRewards']>[0] {
  return { ...(run && { run }), ...(kind && { kind }), status: 'scored' };
}

/** @returns a sample as trainers read conversations, and where it comes from */
function sample({ record, query, rollout, reward }: LedgerRecord): object {
  const { text, steps } = rollout!;
  return {
    messages: [...(query?.messages ?? []), ...(steps ?? [{ role: 'assistant', content: text }])],
    reward: reward.reward,
    kind: reward.kind,
    record,
    snapshot: reward.assignment?.snapshot ?? null,
    tools: reward.results.map(({ tool, version }) => `${tool}@${version}`),
  };
}

const number =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < least)
      throw new InvalidArgumentError(least === 1 ? 'expected a number from 1' : 'expected a number');
    return value;
  };
