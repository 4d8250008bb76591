import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import { RlarError } from '../../spec/errors.ts';
import { clip } from '../../text/clip.ts';
import { boundedBody } from '../bounded-body.ts';
import type { ServerSign } from './adaptive-queue.ts';

export interface AskOptions {
  readonly signal: AbortSignal;
  /** How often a request is sent again after an error that may pass. */
  readonly retries: number;
  /** Milliseconds before the first retry; about twice as long before each next one. */
  readonly retryMs: number;
  /** Milliseconds that one request may take; one that takes longer is sent again like another that got no answer. */
  readonly callMs?: number;
  /** Key of the server. It goes into a header, and into no message. */
  readonly key?: string | undefined;
  /** Told of each request what it showed of the server. */
  readonly note?: (sign: ServerSign) => void;
}

/** Bytes of the longest answer that is read. */
const LONGEST = 32 * 1024 * 1024;
/** Milliseconds of the longest wait that a server may ask for. */
const LONGEST_WAIT = 10_000;
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);
/** Of these, the ones of a server that has too much to do. */
const BUSY = new Set([408, 429, 503, 504]);
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
  const { signal, retries, retryMs, key, note = () => {} } = options;
  const hidden = (text: string) => (key ? text.replaceAll(key, '…') : text);
  let wait = 0;
  const attempt = async (): Promise<unknown> => {
    if (wait > 0) await sleep(wait, undefined, { signal });
    wait = 0;
    const { response, text } = await exchange(url, body, options);
    note(BUSY.has(response.status) ? 'busy' : 'well');
    if (response.ok) return parse(text, url);
    const said = `${url}: HTTP ${response.status}: ${clip(hidden(text), 300)}`;
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

interface Exchanged {
  readonly response: Response;
  readonly text: string;
}

/** @throws RlarError RLAR_SCORER_UNREACHABLE, RLAR_SCORER_INVALID */
async function exchange(url: string, body: object | null, options: AskOptions): Promise<Exchanged> {
  const { signal, callMs, key, note = () => {} } = options;
  const late = callMs === undefined ? null : AbortSignal.timeout(callMs);
  try {
    const response = await fetch(url, {
      redirect: 'error',
      signal: late ? AbortSignal.any([signal, late]) : signal,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(key && { authorization: `Bearer ${key}` }),
      },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    const read = await boundedBody(response, LONGEST);
    if (read) return { response, text: read.toString('utf8') };
  } catch (thrown) {
    if (late?.aborted) {
      note('busy');
      throw new RlarError('RLAR_SCORER_UNREACHABLE', `${url}: no answer within ${callMs} ms`);
    }
    note('gone');
    throw unreachable(url, thrown);
  }
  throw new RlarError('RLAR_SCORER_INVALID', `${url}: the answer is longer than ${LONGEST} bytes`);
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
