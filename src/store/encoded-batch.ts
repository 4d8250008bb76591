/**
 * A batch for the writer thread: a few arrays instead of many objects, because structured clone copies arrays fastest.
 * Values for JSON columns are already JSON, so the writer only binds them.
 */
import type { RolloutMeta } from '../spec/rollout.ts';
import { SLOTS } from '../spec/slots.ts';
import { jsonOnce } from './json-once.ts';
import type { LedgerGroup } from './ledger.ts';
import { decodeRecord } from './record-id.ts';

export interface EncodedGroup {
  readonly at: number;
  readonly run: string | null;
  readonly step: number | null;
  readonly epoch: number | null;
  readonly policy: string | null;
  readonly group: string | null;
  readonly queryKey: string;
  readonly query: string;
  readonly assignment: string;
  /** The metadata that all rollouts of the group share. */
  readonly meta: string | null;
  /** Number of rows of the group. */
  readonly rows: number;
}

export interface EncodedBatch {
  readonly groups: readonly EncodedGroup[];
  /** NUMBERS values per row: status, the record that the row scores again, reward, slots. NaN stands for a missing value. */
  readonly numbers: Float64Array;
  /** STRINGS values per row: item, kind, flags, finish reason, outcome, results, text, steps, meta. */
  readonly strings: readonly (string | null)[];
  readonly rows: number;
  /** Approximate length of the batch, for backpressure. */
  readonly weight: number;
}

export const NUMBERS = 3 + SLOTS.length;
export const STRINGS = 9;
export const STATUSES = ['scored', 'unscored', 'failed'] as const;
const BYTES_PER_ROW = 8 * NUMBERS + 64;

export function encodeBatch(groups: readonly LedgerGroup[]): EncodedBatch {
  const rows = groups.reduce((sum, group) => sum + group.entries.length, 0);
  const numbers = new Float64Array(rows * NUMBERS);
  const strings = new Array<string | null>(rows * STRINGS);
  const now = Date.now();
  let weight = rows * BYTES_PER_ROW;
  let row = 0;
  const encoded = groups.map((group) => {
    const shared = sharedMeta(group);
    group.entries.forEach((entry, index) => {
      const again = group.rescoredFrom?.[index];
      encodeNumbers(numbers, row * NUMBERS, entry.reward, again === undefined ? null : decodeRecord(again));
      weight += encodeStrings(strings, row * STRINGS, entry, shared);
      row += 1;
    });
    const head = encodeGroup(group, shared, now);
    weight += head.query.length + head.assignment.length + (head.meta?.length ?? 0);
    return head;
  });
  return { groups: encoded, numbers, strings, rows, weight };
}

/** @returns the metadata of the first rollout, where all rollouts have the same object */
function sharedMeta({ entries }: LedgerGroup): RolloutMeta | null {
  const meta = entries[0]?.rollout.meta;
  return meta && entries.every(({ rollout }) => rollout.meta === meta) ? meta : null;
}

function encodeGroup(group: LedgerGroup, shared: RolloutMeta | null, now: number): EncodedGroup {
  const { run, step, epoch, policy } = group.context;
  return {
    at: group.at ?? now,
    run: run ?? null,
    step: step ?? null,
    epoch: epoch ?? null,
    policy: policy ?? null,
    group: group.id ?? null,
    queryKey: group.queryKey,
    query: jsonOnce(group.query),
    assignment: jsonOnce(group.assignment),
    meta: shared && JSON.stringify(shared),
    rows: group.entries.length,
  };
}

type EncodedEntry = LedgerGroup['entries'][number];

function encodeNumbers(
  numbers: Float64Array,
  offset: number,
  reward: EncodedEntry['reward'],
  rescoredFrom: number | null,
): void {
  numbers[offset] = STATUSES.indexOf(reward.status);
  numbers[offset + 1] = rescoredFrom ?? Number.NaN;
  numbers[offset + 2] = reward.reward ?? Number.NaN;
  for (let slot = 0; slot < SLOTS.length; slot += 1)
    numbers[offset + 3 + slot] = reward.slots[SLOTS[slot]!] ?? Number.NaN;
}

/** @returns the length of the texts that were added to `strings` */
function encodeStrings(
  strings: (string | null)[],
  offset: number,
  { reward, rollout }: EncodedEntry,
  shared: RolloutMeta | null,
): number {
  const outcome =
    reward.reason === undefined && reward.error === undefined && reward.shaped === undefined
      ? null
      : JSON.stringify({
          reason: reward.reason,
          error: reward.error,
          cause: reward.cause,
          shaped: reward.shaped,
          step_rewards: reward.step_rewards,
          step_weights: reward.step_weights,
          weight: reward.weight,
        });
  const results = JSON.stringify(reward.results);
  const steps = rollout.steps ? JSON.stringify(rollout.steps) : null;
  const meta = rollout.meta && rollout.meta !== shared ? JSON.stringify(rollout.meta) : null;
  strings[offset] = reward.id;
  strings[offset + 1] = reward.kind;
  strings[offset + 2] = reward.flags.length > 0 ? JSON.stringify(reward.flags) : null;
  strings[offset + 3] = rollout.finish_reason ?? null;
  strings[offset + 4] = outcome;
  strings[offset + 5] = results;
  strings[offset + 6] = rollout.text;
  strings[offset + 7] = steps;
  strings[offset + 8] = meta;
  return (
    reward.id.length +
    results.length +
    rollout.text.length +
    (outcome?.length ?? 0) +
    (steps?.length ?? 0) +
    (meta?.length ?? 0)
  );
}
