import type { ChatUsage } from './chat-usage.ts';
import type { ErrorBody, ErrorCode } from './errors.ts';
import { errorBody } from './errors.ts';
import type { JsonObject } from './json.ts';

/**
 * Whose fault it is that a rollout has no value. `output`: the response (it cannot be read, or it is too long) · `query`:
 * what was asked (no reference, broken tests, wrong options) · `system`: the machine, an endpoint, or the tool itself.
 */
export const CAUSES = ['output', 'query', 'system'] as const;
export type Cause = (typeof CAUSES)[number];

/**
 * What a tool says of one rollout. A value exists in `scored` alone: `unscored` means that the tool does not apply or
 * cannot tell, `failed` that it broke. No number ever comes out of an error. Flags are added to those of the reward.
 */
export type Verdict = {
  /** What was asked of language models for this verdict, and what it cost; absent where none was asked. */
  readonly usage?: ChatUsage;
} & (
  | {
      readonly status: 'scored';
      readonly value: number;
      readonly evidence: JsonObject;
      /** For a tool that judges steps: a finite number for each step of the trajectory, in order. */
      readonly steps?: readonly number[];
      readonly flags?: readonly string[];
    }
  | {
      readonly status: 'unscored';
      readonly reason: string;
      /** `output` where it is absent. */
      readonly cause?: Cause;
      readonly evidence?: JsonObject;
      readonly flags?: readonly string[];
    }
  | {
      readonly status: 'failed';
      readonly error: ErrorBody;
      /** Where it is absent, `causeOfError` decides. */
      readonly cause?: Cause;
      readonly evidence?: JsonObject;
      readonly flags?: readonly string[];
    }
);

export function scored(value: number, evidence: JsonObject = {}): Verdict {
  return { status: 'scored', value, evidence };
}

/**
 * @param reason one sentence on why the tool cannot tell, for the person who reads the reward
 * @param cause whose fault it is; the response's by default
 */
export function unscored(reason: string, evidence?: JsonObject, cause: Cause = 'output'): Verdict {
  return { status: 'unscored', reason, cause, ...(evidence && { evidence }) };
}

/** @param cause whose fault it is; what the code says by default */
export function failed(code: ErrorCode, message: string, cause?: Cause): Verdict {
  const error = errorBody(code, message);
  return { status: 'failed', error, cause: cause ?? causeOfError(error) };
}

/** Error codes of a response that is not shown to any tool, because the response itself is invalid. */
export const RESPONSE_ERRORS: ReadonlySet<string> = new Set(['RLAR_TEXT_TOO_LONG', 'RLAR_INVALID_RESPONSE']);

/** @returns whose fault an error is: a request's errors are the query's, but for those of a response */
export function causeOfError({ code, boundary }: Pick<ErrorBody, 'code' | 'boundary'>): Cause {
  if (RESPONSE_ERRORS.has(code)) return 'output';
  return boundary === 'request' ? 'query' : 'system';
}
