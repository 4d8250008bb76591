import type { JsonObject, JsonValue } from '../spec/json.ts';

/**
 * The one reader of what a process that nobody trusts sends: four bytes of length, then one JSON object. Every worker,
 * function and driver is read here. A reader never throws: what is no frame, too large, too deep, too many values, sent
 * twice or sent without being asked for is `bad`, and the caller ends that process.
 */
export interface FrameBounds {
  /** Bytes of one frame. */
  readonly bytes: number;
  /** Objects and lists inside of one another. */
  readonly depth: number;
  /** Keys and values together. */
  readonly values: number;
}

/** What a chunk came to: nothing yet, the frame that was asked for, or the reason to end the process. */
export type Taken =
  | { readonly state: 'more' }
  | { readonly state: 'frame'; readonly value: JsonObject }
  | { readonly state: 'bad'; readonly why: string };

const HEAD = 4;
const code = (letter: string): number => letter.charCodeAt(0);
const QUOTE = code('"');
const BACKSLASH = code('\\');
const COMMA = code(',');
const COLON = code(':');
const OPEN_LIST = code('[');
const CLOSE_LIST = code(']');
const OPEN = code('{');
const CLOSE = code('}');

/** @returns a value as a frame: four bytes of length, then JSON */
export function encodeFrame(value: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(value), 'utf8');
  const head = Buffer.alloc(HEAD);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

/** @returns where the text ends that starts before `from`, or the length */
function endOfText(body: Buffer, from: number): number {
  for (let at = body.indexOf(QUOTE, from); at >= 0; at = body.indexOf(QUOTE, at + 1)) {
    let slashes = 0;
    while (at - slashes > from && body[at - slashes - 1] === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return body.length;
}

/** Whether JSON text is within its bounds, found by reading it once, before anything is made of it. */
function fits(body: Buffer, { depth, values }: FrameBounds): boolean {
  let deep = 0;
  let seen = 1;
  for (let at = 0; at < body.length; at += 1) {
    const letter = body[at];
    if (letter === QUOTE) at = endOfText(body, at + 1);
    else if (letter === OPEN || letter === OPEN_LIST) deep += 1;
    else if (letter === CLOSE || letter === CLOSE_LIST) deep -= 1;
    else if (letter === COMMA || letter === COLON) seen += 1;
    if (deep > depth || seen > values) return false;
  }
  return true;
}

/** @returns a copy without prototypes, or undefined where a key is one of theirs */
function snapshot(value: unknown): JsonValue | undefined {
  if (Array.isArray(value)) {
    const items: JsonValue[] = [];
    for (const item of value) {
      const copy = snapshot(item);
      if (copy === undefined) return undefined;
      items.push(copy);
    }
    return items;
  }
  if (typeof value === 'object' && value !== null) {
    const copied: JsonObject = Object.create(null);
    for (const [key, item] of Object.entries(value)) {
      const copy = key === '__proto__' ? undefined : snapshot(item);
      if (copy === undefined) return undefined;
      copied[key] = copy;
    }
    return copied;
  }
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number' ? value : null;
}

/**
 * Reads JSON text of a process that nobody trusts.
 * @returns one object without prototypes, or null for anything else
 */
export function readUntrusted(body: Buffer, bounds: FrameBounds): JsonObject | null {
  if (body.length > bounds.bytes || !fits(body, bounds)) return null;
  try {
    const value = snapshot(JSON.parse(body.toString('utf8')));
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** Puts the chunks of a pipe together to the one frame that was asked for. */
export class FrameReader {
  #bounds: FrameBounds | null = null;
  #chunks: Buffer[] = [];
  #bytes = 0;

  /** From now on one frame within these bounds is asked for. */
  expect(bounds: FrameBounds): void {
    this.#bounds = bounds;
  }

  /** Takes what came. After `bad` nothing that is sent counts any more: the caller ends the process. */
  take(chunk: Buffer): Taken {
    const bounds = this.#bounds;
    if (bounds === null) return this.#bad('it sent what was not asked for');
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes < HEAD) return { state: 'more' };
    if (this.#chunks[0]!.length < HEAD) this.#chunks = [Buffer.concat(this.#chunks)];
    const length = this.#chunks[0]!.readUInt32BE(0);
    if (length > bounds.bytes) return this.#bad('it sent a frame that is too large');
    if (this.#bytes > HEAD + length) return this.#bad('it sent more than was asked for');
    if (this.#bytes < HEAD + length) return { state: 'more' };
    const value = readUntrusted(Buffer.concat(this.#chunks).subarray(HEAD), bounds);
    if (value === null) return this.#bad('it sent what is no frame');
    this.#forget();
    return { state: 'frame', value };
  }

  #forget(): void {
    this.#bounds = null;
    this.#chunks = [];
    this.#bytes = 0;
  }

  #bad(why: string): Taken {
    this.#forget();
    return { state: 'bad', why };
  }
}
