import type { Command } from 'commander';
import { guidanceOf } from '../../evaluation/retries/guidance.ts';
import { type Attempt, revisions } from '../../evaluation/retries/revision.ts';
import type { LedgerRecord } from '../../store/ledger-record.ts';
import type { Store } from '../../store/store.ts';
import { visibleJson } from '../../text/visible.ts';
import { purify, purifying } from '../../tools/trajectory-rules/purify.ts';
import { withLedger } from '../open-ledger.ts';
import { OutputFile } from '../output-file.ts';

interface Flags {
  out: string;
  run?: string;
  config?: string;
}

/** A reward that is good enough. */
const LEAST = 1;
const TURN = 'That was a mistake. I go back to where it was still right.';

type Rows = (records: AsyncIterable<LedgerRecord>) => AsyncIterable<object>;

/** What can be made of recorded trajectories, by the name of the command. */
const EXPORTS = {
  guided: [
    'failed responses as rows for a second attempt, with guidance that does not give the solution away (Agent-RLVR)',
    each(({ record, query, reward }) => {
      const guidance = (reward.reward ?? 0) < LEAST ? guidanceOf(reward, query!) : null;
      const { hints: _, pinned, ...task } = query!;
      const of = { attempt_of: record, guided: true };
      return guidance === null
        ? null
        : { ...task, ...(pinned && { tools: pinned }), guidance, extra_info: of };
    }),
  ],
  purified: [
    'trajectories with failed calls replaced by their later corrections, and the spans that were (CLEANER)',
    each(({ record, query, rollout, reward }) => {
      const { steps, spans } = purify(rollout!.steps ?? [], purifying.parse({}));
      if (spans.length === 0) return null;
      return { messages: [...query!.messages, ...steps], replaced: spans, reward: reward.reward, record };
    }),
  ],
  disputed: [
    'steps of which two tools say something else, as cases to look at and to qualify tools with (MagicGUI-RMS)',
    each(({ record, query, rollout, reward }) => {
      if (!reward.flags.includes('tiers_disagree')) return null;
      const said = reward.results.flatMap(({ tool, steps }) => (steps ? [[tool, steps] as const] : []));
      return {
        messages: [...query!.messages, ...(rollout!.steps ?? [])],
        scores: Object.fromEntries(said),
        record,
      };
    }),
  ],
  revised: [
    'failed trajectories up to their first error, and from there along a sibling that succeeded (Agent-R)',
    spliced,
  ],
} satisfies Record<string, readonly [description: string, rows: Rows]>;

/** Exports that make something else of recorded trajectories: rows for a trainer, each with its provenance. */
export function ledgerTrajectoryCommands(ledger: Command): void {
  for (const [name, [description, rows]] of Object.entries<readonly [string, Rows]>(EXPORTS))
    ledger
      .command(name)
      .description(description)
      .option('--out <file>', '- for standard output', '-')
      .option('--run <name>', 'only this run')
      .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
      .action((flags: Flags) =>
        withLedger(flags.config, 'read', async (store) => {
          const out = OutputFile.open(flags.out);
          let count = 0;
          for await (const row of rows(recordsOf(store, flags))) {
            await out.write(`${visibleJson(JSON.stringify(row))}\n`);
            count += 1;
          }
          await out.finish();
          process.stderr.write(`${count} ${count === 1 ? 'row' : 'rows'}\n`);
        }),
      );
}

/** Records whose texts are known: where the ledger keeps hashes alone, there is nothing to export. */
async function* recordsOf(store: Store, { run }: Flags): AsyncIterable<LedgerRecord> {
  for await (const record of store.scanRewards(run === undefined ? {} : { run }))
    if (record.query !== null && record.rollout !== null) yield record;
}

function each(make: (record: LedgerRecord) => object | null): Rows {
  return async function* (records) {
    for await (const record of records) {
      const row = make(record);
      if (row !== null) yield row;
    }
  };
}

/** Rewards of one group stand together in the ledger, so one group is held at a time. */
async function* spliced(records: AsyncIterable<LedgerRecord>): AsyncIterable<object> {
  let group: LedgerRecord[] = [];
  for await (const record of records) {
    if (group.length > 0 && group[0]!.queryKey !== record.queryKey) {
      yield* revised(group);
      group = [];
    }
    group.push(record);
  }
  yield* revised(group);
}

function revised(group: readonly LedgerRecord[]): object[] {
  const attempts = group.flatMap(({ record, reward, rollout }): Attempt[] => {
    if (reward.reward === null || !rollout?.steps) return [];
    const scores = reward.results.find(({ steps }) => steps)?.steps ?? null;
    return [{ record, reward: reward.reward, steps: rollout.steps, scores }];
  });
  const before = group[0]?.query?.messages ?? [];
  return revisions(attempts, { least: LEAST, below: 0.5, words: TURN }).map(
    ({ steps, trainedFrom, ...rest }) => ({
      messages: [...before, ...steps],
      trained_from: before.length + trainedFrom,
      ...rest,
    }),
  );
}
