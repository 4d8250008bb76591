import { setTimeout as sleep } from 'node:timers/promises';
import { RlarError } from '../spec/errors.ts';

/** Milliseconds between two tries; a machine that is busy now may be less so then. */
const PAUSES_MS = [20, 300, 2_000];

/** The measurement, or the reason why the machine prevented it. */
export type Measured<Value> = { readonly value: Value } | { readonly starved: string };

/**
 * Repeats a question until the machine leaves the candidate enough time to answer. A failure for lack of machine time is
 * not evidence about the candidate, so no gate may count it, for or against.
 * @param what could not be done, for the message
 * @throws RlarError RLAR_TOOL_STARVED, which may be tried again, where it does not answer after all tries
 */
export async function untilMeasured<Value>(
  what: string,
  ask: () => Promise<Measured<Value>>,
): Promise<Value> {
  let cause = '';
  for (const pauseMs of [0, ...PAUSES_MS]) {
    if (pauseMs > 0) await sleep(pauseMs);
    const answer = await ask();
    if ('value' in answer) return answer.value;
    cause = answer.starved;
  }
  throw new RlarError('RLAR_TOOL_STARVED', `${what}, nothing is known of it yet: ${cause}`);
}
