import { z } from 'zod';
import type { Assignment } from '../spec/assignment.ts';
import type { Query } from '../spec/query.ts';
import { type Reward, reward, toolResult } from '../spec/reward.ts';
import { type Rollout, rolloutMeta, step } from '../spec/rollout.ts';
import { STATUSES } from './encoded-batch.ts';
import type { LedgerRecord } from './ledger-record.ts';
import { encodeRecord } from './record-id.ts';

const value = z.number().nullable();
const word = z.number().nullable();

const row = z.object({
  record: z.number(),
  at: z.number(),
  run: z.number(),
  assignment: z.number(),
  status: z.number(),
  kind: word,
  step: value,
  epoch: value,
  policy: word,
  reward: value,
  correctness: value,
  quality: value,
  format: value,
  efficiency: value,
  safety: value,
  flags: word,
  finish_reason: word,
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
type Row = z.infer<typeof row>;

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

/** @throws ZodError, SyntaxError where the row is not what this rlar writes */
export function decodeRow(read: unknown, context: RowContext): LedgerRecord {
  const found = row.parse(read);
  const head = context.head(found.assignment);
  const wordOf = (number: number | null): string | null => (number === null ? null : context.word(number));
  const finishReason = wordOf(found.finish_reason);
  const rewarded = rewardOf(found, head.assignment, wordOf(found.kind), wordOf(found.flags));
  return {
    record: encodeRecord(found.record),
    at: found.at,
    context: runContext(found, context.run(found.run), wordOf(found.policy)),
    group: found.group,
    queryKey: head.queryKey,
    query: head.query,
    rollout: rolloutOf(found, finishReason, unreadableOf(rewarded)),
    textHash: typeof found.text === 'string' ? null : Buffer.from(found.text).toString('hex'),
    finishReason,
    rescoredFrom: found.rescored_from === null ? null : encodeRecord(found.rescored_from),
    reward: rewarded,
  };
}

function runContext(found: Row, run: string | null, policy: string | null): LedgerRecord['context'] {
  return {
    ...(run !== null && { run }),
    ...(found.step !== null && { step: found.step }),
    ...(found.epoch !== null && { epoch: found.epoch }),
    ...(policy !== null && { policy }),
  };
}

/** A response that could not be read has no text. The reason stands in its reward. */
function unreadableOf({ error }: Reward): string | null {
  return error?.code === 'RLAR_INVALID_RESPONSE' ? error.message : null;
}

function rolloutOf(found: Row, finishReason: string | null, unreadable: string | null): Rollout | null {
  if (typeof found.text !== 'string') return null;
  const meta = found.meta ?? found.group_meta;
  return {
    id: found.item,
    text: found.text,
    ...(found.steps !== null && { steps: z.array(step).parse(JSON.parse(found.steps)) }),
    ...(finishReason !== null && { finish_reason: finishReason }),
    ...(meta !== null && { meta: rolloutMeta.parse(JSON.parse(meta)) }),
    ...(unreadable !== null && { unreadable }),
  };
}

function rewardOf(found: Row, assignment: Assignment, kind: string | null, flagged: string | null): Reward {
  const { correctness, quality, format, efficiency, safety } = found;
  return {
    id: found.item,
    record: encodeRecord(found.record),
    reward: found.reward,
    status: STATUSES[found.status] ?? 'failed',
    kind,
    slots: { correctness, quality, format, efficiency, safety },
    flags: flagged === null ? [] : flags.parse(JSON.parse(flagged)),
    assignment,
    results: z.array(toolResult).parse(JSON.parse(found.results)),
    ...(found.outcome !== null && outcome.parse(JSON.parse(found.outcome))),
  };
}
