import { RlarError } from '../../spec/errors.ts';

/** The bounds of one body's JSON. They are checked while the body arrives, before any parsing. */
export interface JsonBounds {
  /** Levels of brackets. */
  readonly depth: number;
  /** Values, keys not counted. */
  readonly values: number;
  /** Keys of one object: objects of very many are slow to parse and to walk. */
  readonly keys: number;
  /** Elements of the top-level array `groups`. */
  readonly groups: number;
}

/** One element of the top-level array `groups`: where it stands, as offsets in bytes, and how many values it has. */
export interface GroupSpan {
  readonly start: number;
  readonly end: number;
  readonly values: number;
}

/** Where the elements of the top-level array `groups` stand. */
export interface GroupSpans {
  /** Start and end of the array, including its brackets, as offsets in bytes. */
  readonly array: readonly [start: number, end: number];
  readonly elements: readonly GroupSpan[];
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const GROUPS = '"groups"';
/** By byte: 1 for the bytes that mean something outside of strings. */
const IS_STRUCTURE = new Uint8Array(256);
for (const byte of [QUOTE, COMMA, COLON, OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT])
  IS_STRUCTURE[byte] = 1;

/**
 * Reads the structure of a JSON body chunk by chunk: how deep and how many values, and where its groups are. It does not
 * validate JSON: the later parser of the pieces does. It makes one pass over the bytes, so a body blocks the event loop for
 * one chunk at most.
 */
export class JsonScan {
  readonly #bounds: JsonBounds;
  #at = 0;
  #depth = 0;
  #values = 1;
  /** By depth: number of keys so far of the open object. */
  readonly #keys: number[] = [];
  #inString = false;
  #escaped = false;
  /** The string being read at the first level, as long as it can still be a key of interest. */
  #key = '';
  /** Whether the next value belongs to the key `groups`. */
  #atGroups = false;
  #arrayStart = -1;
  #elementStart = 0;
  /** Number of values before the open element. */
  #valuesBefore = 0;
  #times = 0;
  readonly #elements: GroupSpan[] = [];
  #arrayEnd = -1;

  constructor(bounds: JsonBounds) {
    this.#bounds = bounds;
  }

  /** @throws RLAR_INVALID_REQUEST, RLAR_BATCH_TOO_LARGE where the body exceeds one of its bounds */
  push(chunk: Uint8Array): void {
    const { length } = chunk;
    let index = 0;
    while (index < length) {
      if (this.#inString) {
        index = this.#string(chunk, index);
        continue;
      }
      while (index < length && IS_STRUCTURE[chunk[index]!] === 0) index += 1;
      if (index < length) this.#structure(chunk[index]!, this.#at + index);
      index += 1;
    }
    this.#at += length;
  }

  #structure(byte: number, at: number): void {
    if (byte === QUOTE) {
      this.#inString = true;
      this.#key = '"';
    } else if (byte === COMMA) this.#comma(at);
    else if (byte === COLON) this.#colon();
    else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) this.#open(byte, at);
    else this.#close(at);
  }

  /** @returns where the string ends that the bytes from `from` belong to, or the end of the chunk */
  #string(chunk: Uint8Array, from: number): number {
    const { length } = chunk;
    let index = from;
    if (this.#escaped && index < length) {
      this.#escaped = false;
      index += 1;
    }
    while (index < length && chunk[index] !== QUOTE) index += chunk[index] === BACKSLASH ? 2 : 1;
    this.#escaped = index > length;
    const end = Math.min(index + 1, length);
    if (index < length) this.#inString = false;
    if (this.#depth === 1 && this.#key.length <= GROUPS.length)
      this.#key += String.fromCharCode(...chunk.subarray(from, Math.min(end, from + GROUPS.length + 1)));
    return end;
  }

  /** Number of values of the body so far, keys not counted. */
  get values(): number {
    return this.#values;
  }

  /** @returns the groups; null where the body has no such array, or not exactly one */
  get groups(): GroupSpans | null {
    if (this.#times !== 1 || this.#arrayEnd < 0) return null;
    return { array: [this.#arrayStart, this.#arrayEnd], elements: this.#elements };
  }

  #colon(): void {
    this.#atGroups = this.#depth === 1 && this.#key === GROUPS;
    const keys = (this.#keys[this.#depth] ?? 0) + 1;
    this.#keys[this.#depth] = keys;
    if (keys > this.#bounds.keys)
      throw new RlarError('RLAR_INVALID_REQUEST', `an object of more than ${this.#bounds.keys} keys`);
  }

  #comma(at: number): void {
    if (this.#depth === 2 && this.#inGroups()) {
      this.#endElement(at);
      if (this.#elements.length >= this.#bounds.groups)
        throw new RlarError(
          'RLAR_BATCH_TOO_LARGE',
          `more than ${this.#bounds.groups} groups in one request; send smaller batches`,
        );
    }
    if (this.#depth === 1) this.#atGroups = false;
    this.#count();
  }

  #open(byte: number, at: number): void {
    if (this.#depth === 1 && this.#atGroups) {
      this.#times += 1;
      if (byte === OPEN_ARRAY && this.#times === 1) {
        this.#arrayStart = at;
        this.#elementStart = at + 1;
        this.#valuesBefore = this.#values;
      }
      this.#atGroups = false;
    }
    this.#depth += 1;
    this.#keys[this.#depth] = 0;
    this.#count();
    if (this.#depth > this.#bounds.depth)
      throw new RlarError(
        'RLAR_INVALID_REQUEST',
        `the body is nested deeper than ${this.#bounds.depth} levels`,
      );
  }

  #close(at: number): void {
    if (this.#depth === 2 && this.#inGroups()) {
      this.#endElement(at);
      this.#arrayEnd = at + 1;
    }
    this.#depth -= 1;
  }

  #endElement(at: number): void {
    this.#elements.push({ start: this.#elementStart, end: at, values: this.#values - this.#valuesBefore });
    this.#elementStart = at + 1;
    this.#valuesBefore = this.#values;
  }

  #inGroups(): boolean {
    return this.#arrayStart >= 0 && this.#arrayEnd < 0;
  }

  #count(): void {
    this.#values += 1;
    if (this.#values > this.#bounds.values)
      throw new RlarError(
        'RLAR_INVALID_REQUEST',
        `the body has more than ${this.#bounds.values} values; send smaller batches, or raise limits.bodyValues`,
      );
  }
}
