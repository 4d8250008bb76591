import { z } from 'zod';
import type { Step } from '../../spec/rollout.ts';
import { cost } from './outcome.ts';
import { plainText } from './trace.ts';

export const purifying = z.strictObject({
  /** Words of a result by which a failed call is known. */
  errors: z
    .array(z.string().min(1))
    .min(1)
    .max(50)
    .default(['error', 'exception', 'traceback', 'not found', 'invalid', 'failed']),
  /** How alike the arguments of a call and of its correction must be, for the call alone to be replaced and its words kept. */
  alike: cost.default(0.5),
  /** Failed attempts at most before a correction: who tries at random has corrected nothing. */
  most: z.number().int().positive().max(100).default(3),
});
export type Purifying = z.infer<typeof purifying>;

/** Steps of the trajectory as it was that stand no more as they were: those from `from` to `to` were replaced by what came later. */
export interface PurifiedSpan {
  readonly from: number;
  readonly to: number;
  /** The step of the correction. */
  readonly by: number;
  readonly alike: number;
  /** `shallow`: the call was replaced, and the words beside it kept · `deep`: the whole step was. */
  readonly how: 'shallow' | 'deep';
}

const RESULTS: ReadonlySet<string> = new Set(['tool', 'function', 'environment']);
const MOST_STEPS = 2_000;

/**
 * Replaces failed calls by the policy's own later corrections: a step whose one call fails, and a later step that calls the same tool with other
 * arguments and does not fail. What lies between goes, so that the trajectory reads as if the right call had been made at once. From “CLEANER” (2026), whose
 * similarity-aware replacement is shallow or deep; we know it by its abstract, and the measure of likeness is ours. The texts are no longer what the
 * policy sampled: a trainer must compute its log-probabilities anew over the spans.
 * @returns the trajectory, where each of its steps stood before, and the spans; the same steps where nothing failed
 */
export function purify(
  steps: readonly Step[],
  { errors, alike, most }: Purifying,
): { readonly steps: readonly Step[]; readonly places: readonly number[]; readonly spans: PurifiedSpan[] } {
  const made = steps.length > MOST_STEPS ? [] : attemptsOf(steps, errors.map(plainText));
  const kept: { step: Step; place: number }[] = steps.map((step, place) => ({ step, place }));
  const spans: PurifiedSpan[] = [];
  let free = 0;
  for (const failed of made) {
    if (!failed.fails || failed.at < free) continue;
    const fixed = made.find((later) => later.at > failed.at && !later.fails && isCorrection(failed, later));
    if (!fixed) continue;
    const tried = made.filter(({ at, fails }) => fails && at >= failed.at && at < fixed.at).length;
    free = fixed.end + 1;
    if (tried > most) continue;
    const near = likeness(failed.args, fixed.args);
    const how = near >= alike ? 'shallow' : 'deep';
    spans.push({
      from: failed.at,
      to: fixed.end,
      by: fixed.at,
      alike: Math.round(near * 1_000) / 1_000,
      how,
    });
  }
  const dropped = new Set<number>();
  for (const { from, by, how } of spans) {
    for (let place = from; place < by; place++) dropped.add(place);
    const words = how === 'shallow' ? steps[from]!.content : steps[by]!.content;
    kept[by] = { step: { ...steps[by]!, content: words }, place: by };
  }
  const left = kept.filter(({ place }) => !dropped.has(place));
  return { steps: left.map(({ step }) => step), places: left.map(({ place }) => place), spans };
}

/** A step with one call, and its result. */
interface Attempt {
  readonly at: number;
  /** The last step of its result. */
  readonly end: number;
  readonly name: string;
  readonly args: string;
  readonly fails: boolean;
}

function attemptsOf(steps: readonly Step[], errors: readonly string[]): Attempt[] {
  return steps.flatMap(({ role, tool_calls: calls = [], observation }, at): Attempt[] => {
    const [call] = calls;
    if (role !== 'assistant' || !call || calls.length > 1) return [];
    const next = steps[at + 1];
    const hasResult = observation === undefined && next !== undefined && RESULTS.has(next.role);
    const result = hasResult ? next.content : JSON.stringify(observation ?? '');
    const text = plainText(result);
    const fails = errors.some((word) => text.includes(word));
    const end = hasResult ? at + 1 : at;
    return [{ at, end, name: call.name, args: JSON.stringify(call.arguments), fails }];
  });
}

function isCorrection(failed: Attempt, later: Attempt): boolean {
  return later.name === failed.name && later.args !== failed.args;
}

/** @returns how many pairs of letters two texts share, from 0 to 1 (Dice's coefficient) */
function likeness(one: string, other: string): number {
  const pairs = (text: string): string[] =>
    Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2));
  const left = pairs(one.slice(0, 5_000));
  const counts = new Map<string, number>();
  for (const pair of left) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  const right = pairs(other.slice(0, 5_000));
  let shared = 0;
  for (const pair of right) {
    const more = counts.get(pair) ?? 0;
    if (more > 0) shared += 1;
    counts.set(pair, more - 1);
  }
  return (2 * shared) / Math.max(1, left.length + right.length);
}
