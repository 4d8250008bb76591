import { hash } from 'node:crypto';
import { type HubAnswer, type HubRequest, hubFailure } from './hub-answer.ts';
import type { HubModel } from './hub-model.ts';

/** Bytes of a range that the hub makes up as zeros, where a file's numbers are not there. */
const LONGEST_MADE_UP = 64 * 1024 * 1024;

const hashes = new WeakMap<Buffer, string>();

/** Weights are asked for range by range, and hashed once. */
export function sha256Of(bytes: Buffer): string {
  const known = hashes.get(bytes);
  if (known !== undefined) return known;
  const made = hash('sha256', bytes, 'hex');
  hashes.set(bytes, made);
  return made;
}

/** A file of a model: whole, by range, or “not modified”. */
export function fileAnswer(
  model: HubModel,
  path: string,
  { method, headers: asked }: Pick<HubRequest, 'method' | 'headers'>,
): HubAnswer {
  const file = Object.hasOwn(model.files, path) ? model.files[path] : undefined;
  if (!file) return hubFailure(404, 'EntryNotFound', 'Entry not found');
  const etag = `"${sha256Of(file.bytes)}"`;
  const headers = {
    'content-type': 'application/octet-stream',
    'accept-ranges': 'bytes',
    etag,
    'x-repo-commit': model.sha,
    'x-linked-size': String(file.size),
    'x-linked-etag': etag,
  };
  if (asked['if-none-match'] === etag) return { status: 304, headers: { etag } };
  if (method === 'HEAD') return { status: 200, headers: { ...headers, 'content-length': String(file.size) } };
  const range = /^bytes=(\d+)-(\d*)$/.exec(asked.range ?? '');
  const from = range ? Number(range[1]) : 0;
  const to = Math.min(file.size - 1, range?.[2] ? Number(range[2]) : file.size - 1);
  if (file.size > 0 && (from > to || to - Math.max(from, file.bytes.length) >= LONGEST_MADE_UP))
    return { status: 416, headers: { 'content-range': `bytes */${file.size}` } };
  const body = Buffer.alloc(file.size === 0 ? 0 : to - from + 1);
  file.bytes.copy(body, 0, Math.min(from, file.bytes.length), Math.min(to + 1, file.bytes.length));
  const length = { 'content-length': String(body.length) };
  if (!range) return { status: 200, headers: { ...headers, ...length }, body };
  return {
    status: 206,
    headers: { ...headers, ...length, 'content-range': `bytes ${from}-${to}/${file.size}` },
    body,
  };
}
