import { RlarError } from '../spec/errors.ts';
import type { Reward } from '../spec/reward.ts';
import type { Rollout } from '../spec/rollout.ts';
import { RESPONSE_ERRORS } from '../spec/verdict.ts';

/**
 * @param longest most characters of a response that is scored
 * @returns the reason why a response is not shown to any tool and is `failed`; null where the tools judge it
 */
export function refusedResponse({ text, unreadable }: Rollout, longest: number): RlarError | null {
  if (unreadable !== undefined) return new RlarError('RLAR_INVALID_RESPONSE', unreadable);
  if (text.length <= longest) return null;
  return new RlarError(
    'RLAR_TEXT_TOO_LONG',
    `the response has ${text.length} characters, at most ${longest} are scored`,
  );
}

/** @returns whether a recorded reward belongs to a response that no tool was shown */
export function wasRefused({ error }: Reward): boolean {
  return error !== undefined && RESPONSE_ERRORS.has(error.code);
}
