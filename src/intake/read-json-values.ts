import type { JsonValue } from '../spec/json.ts';
import { jsonTrouble } from './json-trouble.ts';
import type { Parsed } from './parsed.ts';

const MOST_BYTES = 64 * 1024 * 1024;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Marks a list without its end: the file was cut between two rows. */
const NO_END = Symbol('no end');
const LISTS = ['data', 'rows', 'examples', 'instances', 'records', 'train', 'test', 'validation'];

/**
 * Reads a JSON list of rows, or objects one after the other over any number of lines, one row in memory at a time. Rows are
 * numbered from 1. An object that is nothing but a list of rows (`{"data": […]}`) is that list.
 */
export async function* readJsonValues(chunks: AsyncIterable<Buffer>): AsyncGenerator<Parsed> {
  let number = 0;
  for await (const text of splitValues(chunks)) {
    if (text === null) yield { number: ++number, value: null, reason: 'the row is longer than 64 MiB' };
    else if (text === NO_END) yield { number: ++number, value: null, reason: 'the list does not end' };
    else {
      try {
        for (const value of rowsIn(JSON.parse(text) as JsonValue)) yield { number: ++number, value };
      } catch (thrown) {
        yield { number: ++number, value: null, reason: jsonTrouble(text, thrown) };
      }
    }
  }
}

function rowsIn(value: JsonValue): readonly JsonValue[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [value];
  const name = LISTS.find((list) => Array.isArray(value[list]));
  if (name === undefined || 'prompt' in value || 'messages' in value) return [value];
  const rows = value[name] as JsonValue[];
  if (
    rows.length === 0 ||
    !rows.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row))
  )
    return [value];
  // The viewer of Hugging Face puts each row into a wrapping of its own.
  return rows.map((row) =>
    typeof row === 'object' && row !== null && 'row' in row && 'row_idx' in row ? (row.row ?? null) : row,
  );
}

/**
 * Yields the text of each value: the members of an outer list, or the values that stand one after the other; null for one
 * that is too long.
 */
async function* splitValues(chunks: AsyncIterable<Buffer>): AsyncGenerator<string | typeof NO_END | null> {
  let parts: Buffer[] = [];
  let held = 0;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let outer: boolean | null = null;
  let tooLong = false;
  const keep = (part: Buffer): void => {
    held += part.length;
    tooLong ||= held > MOST_BYTES;
    if (tooLong) parts = [];
    else parts.push(part);
  };
  const finish = (): string | null => {
    const text = tooLong ? null : Buffer.concat(parts).toString('utf8').trim();
    parts = [];
    held = 0;
    tooLong = false;
    return text;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at]!;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
        continue;
      }
      const level = outer ? 1 : 0;
      if (byte === QUOTE) inString = true;
      else if (byte === 0x5b || byte === 0x7b) {
        if (outer === null) {
          outer = byte === 0x5b;
          from = outer ? at + 1 : at;
        }
        depth += 1;
      } else if (byte === 0x5d || byte === 0x7d) {
        depth -= 1;
        if (depth < level) {
          keep(chunk.subarray(from, at));
          from = at + 1;
          outer = null;
          const text = finish();
          if (text !== '') yield text;
        } else if (depth === level && !outer) {
          keep(chunk.subarray(from, at + 1));
          from = at + 1;
          outer = null;
          yield finish();
        }
      } else if (byte === 0x2c && outer && depth === 1) {
        keep(chunk.subarray(from, at));
        from = at + 1;
        yield finish();
      }
    }
    if (outer !== null) keep(chunk.subarray(from));
  }
  const rest = finish();
  if (rest === null || rest !== '') yield rest;
  // If a list is cut inside a row, its last row is unreadable, and the error of that row reports the cut.
  if (outer && depth === 1 && !inString) yield NO_END;
}
