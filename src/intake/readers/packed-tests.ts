import { inflateSync } from 'node:zlib';
import type { JsonValue } from '../../spec/json.ts';

const MOST_BYTES = 64 * 1024 * 1024;

/**
 * LiveCodeBench packs its private tests: JSON text, pickled, deflated, in base 64. Nothing is unpickled here: a pickle that
 * holds one text and nothing else is that text between a few fixed bytes, and any other pickle is refused.
 * @returns the JSON text, or null where the value is anything else
 */
export function unpackedTests(value: JsonValue): JsonValue {
  if (typeof value !== 'string' || !/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(value)) return null;
  try {
    return textOfPickle(inflateSync(Buffer.from(value, 'base64'), { maxOutputLength: MOST_BYTES }));
  } catch {
    return null;
  }
}

const PROTOCOL = 0x80;
const FRAME = 0x95;
const MEMOIZE = 0x94;
const BINPUT = 0x71;
const STOP = 0x2e;
/** Opcodes of a text, with the bytes that its length takes. */
const TEXTS: ReadonlyMap<number, number> = new Map([
  [0x8c, 1],
  [0x58, 4],
  [0x8d, 8],
]);

/** Reads `PROTO, FRAME?, text, MEMOIZE | BINPUT?, STOP`, and nothing else. */
function textOfPickle(bytes: Buffer): string | null {
  let at = bytes[0] === PROTOCOL ? 2 : 0;
  if (bytes[at] === FRAME) at += 9;
  const width = TEXTS.get(bytes[at] ?? -1);
  if (width === undefined || at + 1 + width > bytes.length) return null;
  const length = width === 8 ? Number(bytes.readBigUInt64LE(at + 1)) : bytes.readUIntLE(at + 1, width);
  const start = at + 1 + width;
  let end = start + length;
  if (end >= bytes.length) return null;
  const text = bytes.toString('utf8', start, end);
  if (bytes[end] === MEMOIZE) end += 1;
  else if (bytes[end] === BINPUT) end += 2;
  return bytes[end] === STOP && end === bytes.length - 1 ? text : null;
}
