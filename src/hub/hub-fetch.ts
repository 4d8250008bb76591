import { hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { boundedBody } from '../models/bounded-body.ts';
import { RlarError } from '../spec/errors.ts';
import { HubCache, type Kept } from './hub-cache.ts';
import type { HubSettings } from './hub-settings.ts';

interface FetchOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds that one answer may take. */
  readonly timeoutMs?: number;
  /** Milliseconds that all waits of one request together may take. */
  readonly patienceMs?: number;
  /** Milliseconds before an error of the network or the hub is tried again; twice as long before the next. */
  readonly retryMs?: number;
}

/** Bytes of the longest answer that is read. */
const LONGEST = 32 * 1024 * 1024;
const TRIES = 4;
/** Headers that are kept with an answer. */
const KEPT_HEADERS = [
  'content-type',
  'content-range',
  'etag',
  'link',
  'x-error-code',
  'x-linked-size',
  'x-linked-etag',
  'x-repo-commit',
];

/**
 * The `fetch` that all calls to a hub go through. It keeps answers by their ETag, waits where the hub asks to, tries
 * errors that may pass again, bounds time and size, and sends the token to the hub's own address alone.
 * @throws RlarError RLAR_HUB_UNREACHABLE, RLAR_HUB_RATE_LIMITED, RLAR_HUB_INVALID
 */
export function hubFetch(settings: HubSettings, options: FetchOptions = {}): typeof fetch {
  const cache = new HubCache(settings.cache);
  const { origin } = new URL(settings.url);
  // What one token may see is not shown to another, nor without one.
  const reader = settings.token ? hash('sha256', settings.token, 'hex').slice(0, 16) : '';
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin !== origin)
      throw new RlarError('RLAR_HUB_INVALID', `${settings.url} points to another server: ${url.origin}`);
    const headers = new Headers(init?.headers);
    headers.delete('authorization');
    if (settings.token) headers.set('authorization', `Bearer ${settings.token}`);
    // Without this a hub answers with the address of another storage in place of the bytes.
    if (headers.get('accept')?.includes('xet')) headers.set('accept', '*/*');
    const method = init?.method ?? 'GET';
    const key = [method, url.href, headers.get('range') ?? '', reader].join(' ');
    const known = cache.read(key);
    if (known && isPinned(url)) return answerOf(known);
    const etag = known?.headers.etag;
    if (etag) headers.set('if-none-match', etag);
    const response = await send(url, { method, headers }, settings.url, options);
    if (response.status === 304 && known) return answerOf(known);
    const body = method === 'HEAD' ? Buffer.alloc(0) : await bodyOf(response, url);
    const kept: Kept = { status: response.status, headers: keptHeaders(response), body };
    if (response.ok && (kept.headers.etag !== undefined || isPinned(url))) cache.write(key, kept);
    return answerOf(kept);
  };
}

/** Files of a whole commit never change. */
function isPinned(url: URL): boolean {
  return /\/(?:resolve|raw|revision)\/[0-9a-f]{40}(?:\/|$)/.test(url.pathname);
}

async function send(
  url: URL,
  init: RequestInit,
  hub: string,
  { signal, timeoutMs = 30_000, patienceMs = 120_000, retryMs = 500 }: FetchOptions,
): Promise<Response> {
  let waited = 0;
  let trouble = '';
  for (let turn = 0; turn < TRIES; turn += 1) {
    const signals = [AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])];
    let wait = retryMs * 2 ** turn * (0.5 + Math.random());
    let limited = false;
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.any(signals) });
      if (response.status !== 429 && response.status < 500) return response;
      await response.body?.cancel();
      limited = response.status === 429;
      if (limited) wait = waitAsked(response.headers) ?? wait;
      trouble = `status ${response.status}`;
    } catch (cause) {
      if (signal?.aborted) throw signal.reason;
      trouble = reasonOf(cause);
    }
    waited += wait;
    if (waited > patienceMs || turn === TRIES - 1) {
      if (limited)
        throw new RlarError('RLAR_HUB_RATE_LIMITED', `${hub} asks to wait ${Math.ceil(wait / 1000)} s`);
      break;
    }
    await sleep(wait, undefined, { signal });
  }
  throw new RlarError('RLAR_HUB_UNREACHABLE', `${hub}: ${trouble}`);
}

/** `Retry-After` in seconds or as a date, or the rest of the window of `RateLimit`. */
function waitAsked(headers: Headers): number | null {
  const after = headers.get('retry-after');
  if (after !== null && /^\d{1,6}$/.test(after)) return Number(after) * 1000;
  const date = after === null ? Number.NaN : Date.parse(after);
  if (Number.isFinite(date)) return Math.max(0, date - Date.now());
  const rest = /;\s*t=(\d{1,6})/.exec(headers.get('ratelimit') ?? '')?.[1];
  return rest === undefined ? null : (Number(rest) + 1) * 1000;
}

async function bodyOf(response: Response, url: URL): Promise<Buffer> {
  const body = await boundedBody(response, LONGEST).catch((cause: unknown) => {
    throw new RlarError('RLAR_HUB_UNREACHABLE', `${url.origin}: the answer broke off: ${reasonOf(cause)}`);
  });
  if (!body) throw new RlarError('RLAR_HUB_INVALID', `${url.pathname} is longer than ${LONGEST} bytes`);
  return body;
}

function keptHeaders({ headers }: Response): Record<string, string> {
  return Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

function answerOf({ status, headers, body }: Kept): Response {
  const empty = status === 204 || status === 304 || body.length === 0;
  return new Response(empty ? null : new Uint8Array(body), { status, headers });
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? cause.cause.message : cause.message;
}
