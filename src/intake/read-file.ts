import { createReadStream, statSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { asRlarError, RlarError } from '../spec/errors.ts';
import type { Parsed } from './parsed.ts';
import { readParquet } from './read-parquet.ts';
import { type ReadRow, type RowOptions, readRow } from './read-row.ts';
import { splitLines } from './split-lines.ts';

/** A line of an input file: a row, or why it is none. */
export type InputLine =
  | { readonly ok: true; readonly line: number; readonly row: ReadRow }
  | { readonly ok: false; readonly line: number; readonly reason: string };

export interface ReadFileOptions extends RowOptions {
  /** Lines to pass over, for resuming. */
  readonly skip?: number;
  /** Called with the bytes read from the file so far. */
  readonly onBytes?: (bytes: number) => void;
}

/**
 * Reads JSONL, JSONL.gz, Parquet, or `-` for standard input, in constant memory. A line that is no row is yielded
 * with its reason; blank lines are passed over.
 * @throws RlarError RLAR_FILE_UNREADABLE for a file that is missing, empty, or not what its name says
 */
export async function* readFile(path: string, options: ReadFileOptions = {}): AsyncGenerator<InputLine> {
  const { skip = 0 } = options;
  if (path !== '-') requireFile(path);
  let any = skip > 0;
  try {
    for await (const { number, value, reason } of path.endsWith('.parquet')
      ? readParquet(path, skip)
      : readJsonLines(path, options)) {
      any = true;
      if (number <= skip) continue;
      if (reason !== undefined) yield { ok: false, line: number, reason };
      else {
        const result = readRow(value, options);
        yield result.ok
          ? { ok: true, line: number, row: result.row }
          : { ok: false, line: number, reason: result.reason };
      }
    }
  } catch (thrown) {
    throw new RlarError('RLAR_FILE_UNREADABLE', `${path}: ${asRlarError(thrown).message}`, { cause: thrown });
  }
  if (!any) throw new RlarError('RLAR_FILE_UNREADABLE', `${path === '-' ? 'standard input' : path} is empty`);
}

/** @returns bytes of the file, or null for standard input */
export function fileBytes(path: string): number | null {
  return path === '-' ? null : statSync(path).size;
}

function requireFile(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new RlarError('RLAR_FILE_UNREADABLE', `no such file: ${path}`);
  if (stats.isDirectory()) throw new RlarError('RLAR_FILE_UNREADABLE', `${path} is a folder`);
}

async function* readJsonLines(path: string, options: ReadFileOptions): AsyncGenerator<Parsed> {
  for await (const { number, text } of splitLines(openBytes(path, options.onBytes))) {
    if (text === null) yield { number, value: null, reason: 'the line is longer than 64 MiB' };
    else if (text.trim() !== '') {
      try {
        yield { number, value: JSON.parse(number === 1 ? text.replace(/^\uFEFF/, '') : text) };
      } catch (thrown) {
        yield { number, value: null, reason: `not JSON: ${explain(text, thrown)}` };
      }
    }
  }
}

function explain(text: string, thrown: unknown): string {
  if (/[:[,]\s*-?(NaN|Infinity)\b/.test(text.slice(0, 100_000))) return 'NaN and Infinity are no JSON values';
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return message.length > 120 ? `${message.slice(0, 120)}…` : message;
}

async function* openBytes(path: string, onBytes?: (bytes: number) => void): AsyncGenerator<Buffer> {
  const source = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: 1 << 18 });
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      onBytes?.(bytes);
      yield chunk;
    }
  };
  if (!path.endsWith('.gz')) {
    yield* counted();
    return;
  }
  const gunzip = createGunzip();
  const pump = (async () => {
    try {
      for await (const chunk of counted())
        if (!gunzip.write(chunk)) await new Promise((resolve) => gunzip.once('drain', resolve));
      gunzip.end();
    } catch (thrown) {
      gunzip.destroy(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
  })();
  yield* gunzip as AsyncIterable<Buffer>;
  await pump;
}
