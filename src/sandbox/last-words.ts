import type { Readable } from 'node:stream';

const KEPT = 500;
/** Bytes that are read at one go of what a process may write without end. */
const GO_BYTES = 256 * 1024;
const PAUSE_MS = 50;

/**
 * Keeps the end of what a process writes on its error output. The amount that is read per interval is bounded: a
 * process that floods its error output waits, and does not take the time of the service's own thread.
 * @returns the last words so far
 */
export function lastWords(stream: Readable): () => string {
  let kept: Buffer = Buffer.alloc(0);
  let read = 0;
  stream.on('data', (chunk: Buffer) => {
    kept = Buffer.concat([kept, chunk.subarray(-KEPT)]).subarray(-KEPT);
    read += chunk.length;
    if (read < GO_BYTES) return;
    read = 0;
    stream.pause();
    setTimeout(() => stream.resume(), PAUSE_MS).unref();
  });
  stream.on('error', () => {});
  return () => kept.toString('utf8').trim();
}
