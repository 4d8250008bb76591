import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { RlarError } from '../spec/errors.ts';
import type { HubSettings } from './hub-settings.ts';
import type { OfferedFile } from './model-download.ts';

/** A file as the hub lists it. `sha256` of large ones; of the others git's own hash. */
export interface HubListedFile extends OfferedFile {
  readonly sha256: string | null;
  readonly gitHash: string;
}

interface DownloadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds without a byte after which a connection is given up. */
  readonly silenceMs?: number;
  readonly retryMs?: number;
}

/** Most tries in a row that bring no byte. */
const TRIES = 5;
const REDIRECTS = 5;

/**
 * Downloads one file of a commit, continues a partial download, and checks the result against the hub's hash.
 * @returns its sha256
 * @throws RLAR_HUB_UNREACHABLE, RLAR_HUB_GATED, RLAR_HUB_NOT_FOUND, RLAR_HUB_INVALID, RLAR_DOWNLOAD_BROKEN, RLAR_DISK_FULL
 */
export async function downloadHubFile(
  settings: HubSettings,
  where: { readonly id: string; readonly revision: string },
  file: HubListedFile,
  path: string,
  onMore: (bytes: number) => void,
  { signal, silenceMs = 30_000, retryMs = 500 }: DownloadOptions = {},
): Promise<string> {
  if (existsSync(path)) return (await hashesOf(path, file)).sha256;
  const part = `${path}.part`;
  const url = `${settings.url}/${where.id}/resolve/${where.revision}/${encodeURIComponent(file.name)}`;
  for (let failures = 0; sizeOf(part) < file.size || !existsSync(part); ) {
    signal?.throwIfAborted();
    const before = sizeOf(part);
    try {
      await takeBytes(settings, url, file, part, onMore, silenceMs, signal);
    } catch (thrown) {
      signal?.throwIfAborted();
      if (thrown instanceof RlarError) throw thrown;
      failures = sizeOf(part) > before ? 1 : failures + 1;
      if (failures >= TRIES) throw unreachable(settings, thrown);
      await sleep(retryMs * 2 ** (failures - 1) * (0.5 + Math.random()), undefined, signal && { signal });
    }
  }
  const { sha256, gitHash } = await hashesOf(part, file);
  const right = file.sha256 === null ? gitHash === file.gitHash : sha256 === file.sha256;
  if (!right || sizeOf(part) !== file.size) {
    rmSync(part, { force: true });
    throw new RlarError(
      'RLAR_DOWNLOAD_BROKEN',
      `${where.id}: ${file.name} is not what ${settings.url} lists`,
    );
  }
  renameSync(part, path);
  return sha256;
}

async function takeBytes(
  settings: HubSettings,
  url: string,
  file: OfferedFile,
  part: string,
  onMore: (bytes: number) => void,
  silenceMs: number,
  signal?: AbortSignal,
): Promise<void> {
  const from = sizeOf(part);
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new Error('no bytes came')), silenceMs);
  try {
    const ends = AbortSignal.any([silence.signal, ...(signal ? [signal] : [])]);
    const response = await ask(settings, url, from, ends);
    const goesOn = response.status === 206 && rangeStart(response) === from;
    // Written without a wait in between: chunks that still queue are lost where a connection breaks off.
    const out = openSync(part, goesOn ? 'a' : 'w');
    let done = goesOn ? from : 0;
    try {
      for await (const chunk of response.body ?? []) {
        timer.refresh();
        done += chunk.length;
        if (done > file.size)
          throw new RlarError(
            'RLAR_HUB_INVALID',
            `${url} sends more than the ${file.size} bytes that are listed`,
          );
        write(out, chunk, part);
        onMore(done);
      }
    } finally {
      closeSync(out);
    }
    if (done < file.size) throw new Error(`it broke off after ${done} of ${file.size} bytes`);
  } finally {
    clearTimeout(timer);
  }
}

/** Follows redirects to the storage of the hub by hand: the token goes to the hub alone, and no step leaves https. */
async function ask(settings: HubSettings, url: string, from: number, signal: AbortSignal): Promise<Response> {
  const hub = new URL(settings.url);
  let at = new URL(url);
  for (let turn = 0; turn <= REDIRECTS; turn += 1) {
    const headers = new Headers({ range: `bytes=${from}-`, 'accept-encoding': 'identity' });
    if (settings.token && at.origin === hub.origin) headers.set('authorization', `Bearer ${settings.token}`);
    const response = await fetch(at, { headers, redirect: 'manual', signal });
    if (response.ok) return response;
    await response.body?.cancel();
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) throw refusal(at, response);
    at = new URL(location, at);
    if (at.protocol !== hub.protocol)
      throw new RlarError('RLAR_HUB_INVALID', `${settings.url} points to ${at.protocol}//${at.host}`);
  }
  throw new RlarError('RLAR_HUB_INVALID', `${settings.url} points on and on`);
}

function refusal({ host, pathname }: URL, { status, headers }: Response): Error {
  const said = `${host}${pathname}: status ${status} ${headers.get('x-error-message') ?? ''}`.trim();
  if (status === 403 || headers.get('x-error-code') === 'GatedRepo')
    return new RlarError('RLAR_HUB_GATED', said);
  if (status === 401 || status === 404) return new RlarError('RLAR_HUB_NOT_FOUND', said);
  return status === 429 || status >= 500 ? new Error(said) : new RlarError('RLAR_HUB_INVALID', said);
}

function rangeStart({ headers }: Response): number | null {
  const from = /^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1];
  return from === undefined ? null : Number(from);
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

async function hashesOf(path: string, { size }: OfferedFile): Promise<{ sha256: string; gitHash: string }> {
  const whole = createHash('sha256');
  const git = createHash('sha1').update(`blob ${size}\0`);
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    whole.update(chunk as Buffer);
    git.update(chunk as Buffer);
  }
  return { sha256: whole.digest('hex'), gitHash: git.digest('hex') };
}

/** @throws RLAR_DISK_FULL, which is no fault of the hub, so that nothing is tried again */
function write(file: number, chunk: Uint8Array, path: string): void {
  try {
    writeFileSync(file, chunk);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT')))
      throw cause;
    throw new RlarError('RLAR_DISK_FULL', `${path}: ${cause.message}`, { cause });
  }
}

function unreachable({ url }: HubSettings, thrown: unknown): RlarError {
  if (thrown instanceof RlarError) return thrown;
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  return new RlarError(
    'RLAR_HUB_UNREACHABLE',
    `${url}: ${cause instanceof Error ? cause.message : String(cause)}`,
  );
}
