import type { JsonObject } from '../spec/json.ts';
import type { RunSettings } from '../store/runs.ts';

/** What a run says of how its answers are graded. */
export type Grading = Pick<RunSettings, 'partialCredit'>;

/** The option with which a built-in tool gives the share that is right in place of right or wrong. */
const SHARES: Readonly<Record<string, JsonObject>> = {
  'unit-tests': { reward: 'fraction' },
  'tool-calls': { value: 'graded' },
  'instruction-constraints': { reward: 'fraction' },
  'trajectory-rules': { reward: 'fraction' },
  'final-state': { reward: 'progress' },
};

/**
 * @param id of a tool
 * @returns the options that the settings of a run come to for this tool; empty where they do not concern it
 */
export function gradingOptions(id: string, { partialCredit }: Grading): JsonObject {
  return partialCredit && Object.hasOwn(SHARES, id) ? { ...SHARES[id] } : {};
}
