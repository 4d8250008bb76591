import { isDeepStrictEqual } from 'node:util';
import type { RunContext } from '../spec/wire.ts';
import type { RunSettings } from '../store/runs.ts';

/** The settings that a request may state, by their names on the wire and in the store. */
const STATED = {
  allow_provisional: 'provisional',
  form_only: 'formOnly',
  bare_checkers: 'bareCheckers',
  partial_credit: 'partialCredit',
  strict_tool_calls: 'strictToolCalls',
  number_locale: 'numberLocale',
  shaping: 'shaping',
  judge_budget: 'judgeBudget',
  follow: 'follow',
  unscorable: 'unscorable',
  no_reward: 'noReward',
} as const satisfies Partial<Record<keyof RunContext, keyof RunSettings>>;

/** @returns a sentence about settings that a request states and its run does not have, because its first request said otherwise; or null */
export function runSettingsNote(context: RunContext, held: RunSettings): string | null {
  const names = (Object.keys(STATED) as (keyof typeof STATED)[]).filter(
    (name) => context[name] !== undefined && !isDeepStrictEqual(context[name], held[STATED[name]]),
  );
  if (context.run === undefined || names.length === 0) return null;
  return `not taken: ${names.join(', ')}; a run keeps what its first request said, so give a run with other settings another name`;
}
