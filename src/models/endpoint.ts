import type { LanguageModel } from 'ai';
import PQueue from 'p-queue';
import pRetry from 'p-retry';
import { RlarError } from '../spec/errors.ts';
import { completeOnce } from './complete-once.ts';
import type { Completer, Completion, CompletionRequest } from './completer.ts';
import { type CompletionFailure, failureOf } from './completion-failure.ts';
import type { LlmSettings } from './settings.ts';

/** Longest wait that an endpoint may ask for with Retry-After, milliseconds. */
const LONGEST_WAIT = 5 * 60_000;

/**
 * A model behind an endpoint: a bounded number of requests at once and a minute, each with its time; sent again, after
 * a growing and jittered wait or the one the endpoint asks for, where the error may pass.
 * @param secret the key, so that no message repeats it
 * @param pace takes a place among the requests of all processes, and says how many milliseconds to wait for it; by default
 * the limit on requests a minute holds for this process alone
 */
export function endpoint(
  model: LanguageModel,
  name: string,
  settings: LlmSettings,
  { secret, pace }: { readonly secret?: string; readonly pace?: () => number | Promise<number> } = {},
): Completer {
  const { concurrency, requestsPerMinute, retries, retryMs } = settings;
  const queue = new PQueue({
    concurrency,
    ...(requestsPerMinute && !pace && { interval: 60_000, intervalCap: requestsPerMinute, strict: true }),
  });
  const send = (request: CompletionRequest): Promise<Completion> =>
    queue.add(
      async () => {
        const waitMs = (await pace?.()) ?? 0;
        if (waitMs > 0) await pause(waitMs, request.signal);
        request.signal?.throwIfAborted();
        return completeOnce(model, request, settings);
      },
      request.signal ? { signal: request.signal } : {},
    );
  const complete = async (request: CompletionRequest): Promise<Completion> => {
    let last: CompletionFailure | null = null;
    const attempt = async (): Promise<Completion> => {
      try {
        return await send(request);
      } catch (thrown) {
        request.signal?.throwIfAborted();
        last = failureOf(thrown, secret);
        throw last.error;
      }
    };
    try {
      return await pRetry(attempt, {
        retries,
        minTimeout: retryMs,
        maxTimeout: 60_000,
        randomize: true,
        ...(request.signal && { signal: request.signal }),
        shouldRetry: () => last?.retryable === true,
        onFailedAttempt: async ({ retriesLeft }) => {
          if (last?.retryable && last.waitMs && retriesLeft > 0)
            await pause(Math.min(last.waitMs, LONGEST_WAIT), request.signal);
        },
      });
    } catch (thrown) {
      request.signal?.throwIfAborted();
      if (thrown instanceof RlarError)
        throw new RlarError(thrown.code, `“${request.purpose}”, asking ${name}: ${thrown.message}`);
      throw thrown;
    }
  };
  return { name, complete };
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal?.addEventListener('abort', () => {
    clearTimeout(timer);
    resolve();
  });
  return promise;
}
