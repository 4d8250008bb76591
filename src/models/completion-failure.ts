import { APICallError } from 'ai';
import { RlarError } from '../spec/errors.ts';
import { clip } from '../text/clip.ts';

/** Why one attempt failed, in the words of the error table. */
export interface CompletionFailure {
  readonly error: RlarError;
  readonly retryable: boolean;
  /** What the endpoint's Retry-After asks for, milliseconds. */
  readonly waitMs: number | null;
}

const PASSING = new Set([408, 409, 425, 429]);

/**
 * @param secret the key, which an endpoint may repeat in its answer; it is taken out
 * @returns the failure of one attempt, without the SDK's error, which holds the whole request
 */
export function failureOf(thrown: unknown, secret = ''): CompletionFailure {
  const failure = read(thrown);
  const { code, message } = failure.error;
  if (!secret || !message.includes(secret)) return failure;
  return { ...failure, error: new RlarError(code, message.replaceAll(secret, '…')) };
}

/** Whether what was thrown came of an answer that was longer than one may be. */
function isTooLong(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  return ('code' in thrown && thrown.code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') || isTooLong(thrown.cause);
}

function read(thrown: unknown): CompletionFailure {
  if (thrown instanceof RlarError) return { error: thrown, retryable: false, waitMs: null };
  if (isTooLong(thrown)) {
    const error = new RlarError('RLAR_MODEL_INVALID_OUTPUT', 'the answer was longer than any may be');
    return { error, retryable: false, waitMs: null };
  }
  if (thrown instanceof Error && (thrown.name === 'TimeoutError' || thrown.name === 'AbortError'))
    return unreachable('no answer in the time of llm.timeoutMs', null);
  if (!APICallError.isInstance(thrown)) {
    return unreachable(thrown instanceof Error ? reasonOf(thrown) : String(thrown), null);
  }
  const { statusCode: status, responseHeaders, responseBody } = thrown;
  if (status === undefined) return unreachable(reasonOf(thrown), null);
  const said = `HTTP ${status}: ${clip(responseBody || thrown.message, 500)}`;
  const wait = waitOf(responseHeaders ?? {});
  if (status >= 500 || status < 400 || PASSING.has(status)) return unreachable(said, wait);
  return { error: new RlarError('RLAR_MODEL_REFUSED', said), retryable: false, waitMs: null };
}

function unreachable(reason: string, waitMs: number | null): CompletionFailure {
  return { error: new RlarError('RLAR_MODEL_UNREACHABLE', reason), retryable: true, waitMs };
}

/** The innermost cause says most: `connect ECONNREFUSED 127.0.0.1:1`. */
function reasonOf(thrown: Error): string {
  const { cause } = thrown;
  return cause instanceof Error && cause.message ? reasonOf(cause) : thrown.message;
}

/** Retry-After in seconds or as a date, or `retry-after-ms`. */
function waitOf(headers: Record<string, string>): number | null {
  const exact = Number(headers['retry-after-ms']);
  if (exact > 0) return exact;
  const text = headers['retry-after'];
  if (!text) return null;
  const ms = Number.isFinite(Number(text)) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return ms > 0 ? ms : null;
}
