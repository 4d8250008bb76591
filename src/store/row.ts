import { z } from 'zod';
import { type Assignment, assignment } from '../spec/assignment.ts';
import { type Query, query } from '../spec/query.ts';
import { type Reward, reward, toolResult } from '../spec/reward.ts';
import { type Rollout, rolloutMeta, step as rolloutStep } from '../spec/rollout.ts';
import { STATUSES } from './encoded-batch.ts';
import type { LedgerRecord } from './ledger-record.ts';
import { encodeRecord } from './record-id.ts';

const value = z.number().nullable();
const word = z.number().nullable();

/** The columns that every store has alike. */
const values = z.object({
  record: z.number(),
  at: z.number(),
  assignment: z.number(),
  status: z.number(),
  step: value,
  epoch: value,
  reward: value,
  correctness: value,
  quality: value,
  format: value,
  efficiency: value,
  safety: value,
  rescored_from: value,
  item: z.string(),
  group: z.string().nullable(),
  outcome: z.string().nullable(),
  results: z.string(),
  text: z.union([z.string(), z.instanceof(Uint8Array)]),
  steps: z.string().nullable(),
  meta: z.string().nullable(),
  /** The values that the whole group shares. */
  group_meta: z.string().nullable(),
});
const name = z.string().nullable();
/** A row in which its run and its short words stand by name, or by number. */
const namedRow = values.extend({ run: name, kind: name, policy: name, flags: name, finish_reason: name });
const numberedRow = values.extend({
  run: z.number(),
  kind: word,
  policy: word,
  flags: word,
  finish_reason: word,
});
type Row = z.infer<typeof namedRow>;

const outcome = reward.pick({
  reason: true,
  error: true,
  cause: true,
  shaped: true,
  step_rewards: true,
  step_weights: true,
  weight: true,
});
const flags = z.array(z.string());

/** The stored values that a row refers to by number. */
export interface RowContext {
  word(number: number): string;
  run(number: number): string | null;
  head(assignment: number): RowHead;
}

export interface RowHead {
  readonly queryKey: string;
  readonly query: Query | null;
  readonly assignment: Assignment;
}

const headRow = z.object({ key: z.string(), query: z.string().nullable(), assignment: z.string() });

/** @param read a query and an assignment as they are stored. @throws ZodError, SyntaxError */
export function headOf(read: unknown): RowHead {
  const found = headRow.parse(read);
  return {
    queryKey: found.key,
    query: found.query === null ? null : query.parse(JSON.parse(found.query)),
    assignment: assignment.parse(JSON.parse(found.assignment)),
  };
}

/** @throws ZodError, SyntaxError where the row is not what this rlar writes */
export function decodeRow(read: unknown, context: RowContext): LedgerRecord {
  const found = numberedRow.parse(read);
  const nameOf = (number: number | null): string | null => (number === null ? null : context.word(number));
  const named = {
    ...found,
    run: context.run(found.run),
    kind: nameOf(found.kind),
    policy: nameOf(found.policy),
    flags: nameOf(found.flags),
    finish_reason: nameOf(found.finish_reason),
  };
  return recordOf(named, context.head(found.assignment));
}

/** As `decodeRow`, for a row with names. @throws ZodError, SyntaxError */
export function decodeNamedRow(read: unknown, headOf: (assignment: number) => RowHead): LedgerRecord {
  const found = namedRow.parse(read);
  return recordOf(found, headOf(found.assignment));
}

function recordOf(found: Row, head: RowHead): LedgerRecord {
  const rewarded = rewardOf(found, head.assignment);
  return {
    record: encodeRecord(found.record),
    at: found.at,
    context: runContext(found),
    group: found.group,
    queryKey: head.queryKey,
    query: head.query,
    rollout: rolloutOf(found, unreadableOf(rewarded)),
    textHash: typeof found.text === 'string' ? null : Buffer.from(found.text).toString('hex'),
    finishReason: found.finish_reason,
    rescoredFrom: found.rescored_from === null ? null : encodeRecord(found.rescored_from),
    reward: rewarded,
  };
}

function runContext({ run, step, epoch, policy }: Row): LedgerRecord['context'] {
  return {
    ...(run !== null && { run }),
    ...(step !== null && { step }),
    ...(epoch !== null && { epoch }),
    ...(policy !== null && { policy }),
  };
}

/** A response that could not be read has no text. The reason stands in its reward. */
function unreadableOf({ error }: Reward): string | null {
  return error?.code === 'RLAR_INVALID_RESPONSE' ? error.message : null;
}

function rolloutOf(found: Row, unreadable: string | null): Rollout | null {
  if (typeof found.text !== 'string') return null;
  const meta = found.meta ?? found.group_meta;
  return {
    id: found.item,
    text: found.text,
    ...(found.steps !== null && { steps: z.array(rolloutStep).parse(JSON.parse(found.steps)) }),
    ...(found.finish_reason !== null && { finish_reason: found.finish_reason }),
    ...(meta !== null && { meta: rolloutMeta.parse(JSON.parse(meta)) }),
    ...(unreadable !== null && { unreadable }),
  };
}

function rewardOf(found: Row, assignment: Assignment): Reward {
  const { kind, correctness, quality, format, efficiency, safety } = found;
  return {
    id: found.item,
    record: encodeRecord(found.record),
    reward: found.reward,
    status: STATUSES[found.status] ?? 'failed',
    kind,
    slots: { correctness, quality, format, efficiency, safety },
    flags: found.flags === null ? [] : flags.parse(JSON.parse(found.flags)),
    assignment,
    results: z.array(toolResult).parse(JSON.parse(found.results)),
    ...(found.outcome !== null && outcome.parse(JSON.parse(found.outcome))),
  };
}
