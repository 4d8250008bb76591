import type { JsonObject } from '../spec/json.ts';
import { markOfLocale } from '../spec/number-locale.ts';
import type { RunSettings } from '../store/runs.ts';

/** What a run says of how its answers are graded. */
export type Grading = Pick<RunSettings, 'partialCredit' | 'strictToolCalls' | 'numberLocale'>;

/** The option with which a built-in tool gives the share that is right in place of right or wrong. */
const SHARES: Readonly<Record<string, JsonObject>> = {
  'unit-tests': { reward: 'fraction' },
  'tool-calls': { value: 'graded' },
  'instruction-constraints': { reward: 'fraction' },
  'trajectory-rules': { reward: 'fraction' },
  'final-state': { reward: 'progress' },
};

/** Tools that read "1.250" by the prompt and the references, where nothing else says how. */
const READ_NUMBERS: ReadonlySet<string> = new Set(['final-number', 'short-answer']);

/**
 * @param id of a tool
 * @returns the options that the settings of a run come to for this tool; empty where they do not concern it
 */
export function gradingOptions(
  id: string,
  { partialCredit, strictToolCalls, numberLocale }: Grading,
): JsonObject {
  const mark = numberLocale !== null && READ_NUMBERS.has(id) ? markOfLocale(numberLocale) : null;
  return {
    ...(partialCredit && Object.hasOwn(SHARES, id) && SHARES[id]),
    ...(strictToolCalls && id === 'tool-calls' && { strict: true }),
    ...(mark !== null && { mark }),
  };
}
