import { z } from 'zod';
import { following } from '../../spec/following.ts';
import type { NoReward } from '../../spec/no-reward.ts';
import { numberLocale } from '../../spec/number-locale.ts';
import { parseOrThrow } from '../../spec/parse-or-throw.ts';
import { unscorableWorth } from '../../spec/unscorable-worth.ts';
import type { RunContext } from '../../spec/wire.ts';
import { numberInUrl } from '../number-in-url.ts';

const milliseconds = numberInUrl(z.number().int().min(0).max(5000));
const count = numberInUrl(z.number().int().min(1).max(4096));

const flag = z
  .enum(['true', 'false'])
  .transform((said) => said === 'true')
  .optional();

const fields = z.strictObject({
  run: z.string().max(200).optional(),
  step: numberInUrl(z.number().int().nonnegative()).optional(),
  epoch: numberInUrl(z.number().nonnegative()).optional(),
  policy: z.string().max(200).optional(),
  allow_provisional: flag,
  form_only: flag,
  bare_checkers: flag,
  partial_credit: flag,
  strict_tool_calls: flag,
  number_locale: numberLocale.optional(),
  follow: following.optional(),
  unscorable: numberInUrl(unscorableWorth).optional(),
  task: z.string().optional(),
  data_source: z.string().optional(),
  kind: z.string().optional(),
  tools: z.string().optional(),
  group_window_ms: milliseconds.optional(),
  group_size: count.optional(),
  eos: z.enum(['expected', 'unknown']).optional(),
  reply: z.enum(['number', 'object']).optional(),
  no_reward: z.union([z.enum(['error', 'neutral']), numberInUrl(z.number())]).optional(),
});

/** The settings in the URL of a trainer that sends no metadata. */
export interface UrlFields {
  readonly context: RunContext;
  /** Fields of docs/input.md that are added to every row. */
  readonly row: Readonly<Record<string, unknown>>;
  /** Milliseconds to wait for the other samples of a query; 0 does not wait. */
  readonly windowMs: number;
  /** Number of samples of one query that ends the wait. */
  readonly groupSize: number;
  /** Whether an answer that stopped by itself ends with an end token. */
  readonly eos: 'expected' | 'unknown' | undefined;
  readonly reply: 'number' | 'object' | undefined;
  /** The value that the run's trainer gets for a rollout without a reward, in place of the configured one. */
  readonly noReward: NoReward | undefined;
}

/**
 * Reads `?run=…&step=…&task=…&tools=a,b&group_window_ms=200&group_size=8`.
 * @throws RlarError RLAR_INVALID_REQUEST for an unknown field, so that a misspelled field is not silently ignored
 */
export function readUrlFields(query: unknown): UrlFields {
  const {
    run,
    step,
    epoch,
    policy,
    allow_provisional,
    form_only,
    bare_checkers,
    partial_credit,
    strict_tool_calls,
    number_locale,
    follow,
    unscorable,
    tools,
    group_window_ms,
    group_size,
    eos,
    reply,
    no_reward,
    ...row
  } = parseOrThrow(fields, query, { code: 'RLAR_INVALID_REQUEST', whole: 'query', prefix: 'in the URL: ' });
  const context = {
    run,
    step,
    epoch,
    policy,
    allow_provisional,
    form_only,
    bare_checkers,
    partial_credit,
    strict_tool_calls,
    number_locale,
    follow,
    unscorable,
  };
  return {
    context: Object.fromEntries(Object.entries(context).filter(([, value]) => value !== undefined)),
    row: { ...row, ...(tools && { tools: tools.split(',') }) },
    windowMs: group_window_ms ?? 0,
    groupSize: group_size ?? 4096,
    eos,
    reply,
    noReward: no_reward,
  };
}
