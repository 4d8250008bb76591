import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import { RlarError } from '../../spec/errors.ts';
import { clip } from '../../text/clip.ts';
import { boundedBody } from '../bounded-body.ts';

export interface AskOptions {
  readonly signal: AbortSignal;
  /** How often a request is sent again after an error that may pass. */
  readonly retries: number;
  /** Milliseconds before the first retry; about twice as long before each next one. */
  readonly retryMs: number;
}

/** Bytes of the longest answer that is read. */
const LONGEST = 32 * 1024 * 1024;
/** Milliseconds of the longest wait that a server may ask for. */
const LONGEST_WAIT = 10_000;
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);
/** Statuses with which a server refuses an input: one that is too long, or of which a model makes no number (TEI's 424). */
const INPUT = new Set([400, 413, 422, 424]);

/** A server would not take the inputs of a request; each of them alone may do. */
export class InputRefused extends Error {
  override readonly name = 'InputRefused';
  /** True where the answer came from a worker that cannot read the input. A server's reason stands in its words alone. */
  readonly unreadable: boolean;

  constructor(message: string, unreadable = false) {
    super(message);
    this.unreadable = unreadable;
  }
}

/**
 * Sends a body as JSON (or asks with GET where there is none) and reads JSON. Errors that may pass are tried again.
 * @throws RlarError RLAR_SCORER_UNREACHABLE, RLAR_SCORER_REFUSED, RLAR_SCORER_INVALID · InputRefused · the signal's reason
 */
export async function askServer(url: string, body: object | null, options: AskOptions): Promise<unknown> {
  const { signal, retries, retryMs } = options;
  let wait = 0;
  const attempt = async (): Promise<unknown> => {
    if (wait > 0) await sleep(wait, undefined, { signal });
    wait = 0;
    const response = await send(url, body, signal);
    const text = await textOf(response, url);
    if (response.ok) return parse(text, url);
    const said = `${url}: HTTP ${response.status}: ${clip(text, 300)}`;
    if (PASSING.has(response.status)) {
      wait = Math.min(LONGEST_WAIT, 1000 * (Number(response.headers.get('retry-after')) || 0));
      throw new RlarError('RLAR_SCORER_UNREACHABLE', said);
    }
    if (INPUT.has(response.status)) throw new InputRefused(said);
    throw new RlarError('RLAR_SCORER_REFUSED', said);
  };
  try {
    return await pRetry(attempt, {
      retries,
      minTimeout: retryMs,
      maxTimeout: LONGEST_WAIT,
      randomize: true,
      signal,
      shouldRetry: ({ error }) => error instanceof RlarError && error.code === 'RLAR_SCORER_UNREACHABLE',
    });
  } catch (thrown) {
    signal.throwIfAborted();
    throw thrown;
  }
}

async function send(url: string, body: object | null, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, {
      redirect: 'error',
      signal,
      ...(body && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
  } catch (thrown) {
    throw unreachable(url, thrown);
  }
}

async function textOf(response: Response, url: string): Promise<string> {
  const body = await boundedBody(response, LONGEST).catch((thrown: unknown) => {
    throw unreachable(url, thrown);
  });
  if (!body) throw new RlarError('RLAR_SCORER_INVALID', `${url}: the answer is longer than ${LONGEST} bytes`);
  return body.toString('utf8');
}

function parse(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // NaN and Infinity, as Python writes them, are no JSON either.
    throw new RlarError('RLAR_SCORER_INVALID', `${url}: the answer is no JSON: ${clip(text, 100)}`);
  }
}

function unreachable(url: string, thrown: unknown): RlarError {
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  return new RlarError(
    'RLAR_SCORER_UNREACHABLE',
    `${url}: ${cause instanceof Error ? cause.message : String(cause)}`,
  );
}
