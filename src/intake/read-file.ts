import { statSync } from 'node:fs';
import { asRlarError, RlarError } from '../spec/errors.ts';
import { encodingOf, formatOf } from './file-format.ts';
import type { IntakeNotes } from './intake-notes.ts';
import { jsonTrouble } from './json-trouble.ts';
import { openBytes, peek } from './open-bytes.ts';
import type { Parsed } from './parsed.ts';
import { readJsonValues } from './read-json-values.ts';
import { readParquet } from './read-parquet.ts';
import { type ReadRow, type RowOptions, readRow } from './read-row.ts';
import { delimiterOf, readTable } from './read-table.ts';
import { splitLines } from './split-lines.ts';
import { NOT_UTF8, utf8Chunks } from './utf8-chunks.ts';

/** A line of an input file: a row, or the reason why it is not a row. */
export type InputLine =
  | { readonly ok: true; readonly line: number; readonly row: ReadRow }
  | { readonly ok: false; readonly line: number; readonly reason: string };

export interface ReadFileOptions extends RowOptions {
  /** Number of lines to skip, for resuming. */
  readonly skip?: number;
  /** Called with every row. */
  readonly notes?: IntakeNotes;
  /** Called with the bytes read from the file so far. */
  readonly onBytes?: (bytes: number) => void;
}

/**
 * Reads JSON lines, a JSON list or pretty JSON, CSV, TSV (all of them gzipped or not) or Parquet; `-` is standard input. One
 * row or a block of them is in memory at a time. A line that is no row is yielded with its reason; blank lines are passed
 * over. JSON lines are numbered by the line, all others by the row.
 * @throws RlarError RLAR_FILE_UNREADABLE for a file that is missing, empty, or not what its name says
 */
export async function* readFile(path: string, options: ReadFileOptions = {}): AsyncGenerator<InputLine> {
  const { skip = 0 } = options;
  if (path !== '-') requireFile(path);
  let any = skip > 0;
  try {
    for await (const { number, value, reason } of readRecords(path, options)) {
      any = true;
      if (number <= skip) continue;
      if (reason !== undefined) yield { ok: false, line: number, reason };
      else {
        const result = readRow(value, options);
        if (result.ok) options.notes?.add(result.row);
        yield result.ok
          ? { ok: true, line: number, row: result.row }
          : { ok: false, line: number, reason: result.reason };
      }
    }
  } catch (thrown) {
    const { message } = asRlarError(thrown);
    const named = message.startsWith(nameOf(path)) ? message : `${nameOf(path)}: ${message}`;
    throw new RlarError('RLAR_FILE_UNREADABLE', named, { cause: thrown });
  }
  if (!any) throw new RlarError('RLAR_FILE_UNREADABLE', `${nameOf(path)} is empty`);
}

/** @returns what an input is called in a message */
function nameOf(path: string): string {
  return path === '-' ? 'standard input' : path;
}

/** @returns bytes of the file; null for standard input, and for a file that cannot be looked at: reading it says why */
export function fileBytes(path: string): number | null {
  if (path === '-') return null;
  try {
    return statSync(path).size;
  } catch {
    return null;
  }
}

function requireFile(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new RlarError('RLAR_FILE_UNREADABLE', `no such file: ${path}`);
  if (stats.isDirectory()) throw new RlarError('RLAR_FILE_UNREADABLE', `${path} is a folder`);
}

async function* readRecords(path: string, { skip = 0, onBytes }: ReadFileOptions): AsyncGenerator<Parsed> {
  const opened = await peek(openBytes(path, onBytes));
  const encoding = encodingOf(opened.first);
  const plain = encoding === 'utf-8' ? opened : await peek(utf8Chunks(opened.chunks, encoding));
  const format = formatOf(nameOf(path), plain.first);
  if (format === 'parquet') {
    await opened.chunks.return(undefined);
    if (path === '-')
      throw new RlarError('RLAR_FILE_UNREADABLE', 'Parquet cannot be read from a pipe: name the file');
    yield* readParquet(path, skip);
  } else if (format === 'json') yield* readJsonValues(utf8Chunks(plain.chunks, 'utf-8'));
  else if (format === 'json-lines') yield* readJsonLines(plain.chunks);
  else yield* readTable(utf8Chunks(plain.chunks, 'utf-8'), delimiterOf(plain.first, format));
}

async function* readJsonLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Parsed> {
  for await (const { number, text, trouble } of splitLines(chunks)) {
    if (text === null)
      yield {
        number,
        value: null,
        reason: trouble === 'encoding' ? NOT_UTF8 : 'the line is longer than 64 MiB',
      };
    else if (text.trim() !== '') {
      try {
        yield { number, value: JSON.parse(number === 1 ? text.replace(/^\uFEFF/, '') : text) };
      } catch (thrown) {
        yield { number, value: null, reason: jsonTrouble(text, thrown) };
      }
    }
  }
}
