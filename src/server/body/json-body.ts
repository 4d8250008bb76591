import { createHash, type Hash } from 'node:crypto';
import { RlarError } from '../../spec/errors.ts';
import { Stretches } from '../../spec/give-way.ts';
import { notJson } from '../error-replies.ts';
import { type GroupSpan, type GroupSpans, type JsonBounds, JsonScan } from './scan-json.ts';

/** Milliseconds of scanning after which other requests get a turn. Without turns one socket could deliver megabytes at once. */
const SCAN_MS = 4;
/** Most values of a body that is parsed as one piece: as many as one row may have. */
const WHOLE = 250_000;
/** Most values beside the groups. */
const BESIDES = 10_000;

/** What JSON takes as white space, as bytes. */
const SPACES: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** A part of a body that has not been parsed. */
export interface JsonPart {
  readonly bytes: Buffer;
  /** Number of values in it, keys not counted. */
  readonly values: number;
  /** @throws RLAR_INVALID_REQUEST where it is not JSON */
  readonly parse: () => unknown;
}

/** A JSON body that has arrived and keeps its bounds. It can be parsed whole or group by group. */
export class JsonBody {
  readonly #bytes: Buffer;
  readonly #groups: GroupSpans | null;
  readonly #values: number;
  /** Hash of the bytes, to recognise a repeated request. */
  readonly digest: string;

  private constructor(bytes: Buffer, { groups, values }: JsonScan, digest: Hash) {
    this.#bytes = bytes;
    this.#groups = groups;
    this.#values = values;
    this.digest = digest.digest('base64');
  }

  /**
   * @param take called with every chunk. Its promise resolves when the next chunk may be read
   * @throws RLAR_BODY_TOO_LARGE, RLAR_BATCH_TOO_LARGE, RLAR_INVALID_REQUEST, or the error of `take`
   */
  static async read(
    stream: AsyncIterable<Buffer>,
    bounds: JsonBounds & { readonly bytes: number },
    take: (bytes: number) => Promise<void>,
  ): Promise<JsonBody> {
    const scan = new JsonScan(bounds);
    const digest = createHash('sha256');
    const chunks: Buffer[] = [];
    const stretches = new Stretches(SCAN_MS);
    let bytes = 0;
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes > bounds.bytes)
        throw new RlarError('RLAR_BODY_TOO_LARGE', `the body is larger than ${bounds.bytes} bytes`);
      scan.push(chunk);
      digest.update(chunk);
      chunks.push(chunk);
      await take(chunk.length);
      await stretches.giveWay();
    }
    return new JsonBody(Buffer.concat(chunks), scan, digest);
  }

  /** Number of elements of `groups`; null for a body without such an array. */
  get groupCount(): number | null {
    const elements = this.#groups?.elements;
    if (!elements) return null;
    return elements.length === 1 && this.#isEmpty(elements[0]!) ? 0 : elements.length;
  }

  /** @throws RLAR_INVALID_REQUEST where the body is not JSON, or has very many values */
  whole(): unknown {
    if (this.#values > WHOLE)
      throw new RlarError('RLAR_INVALID_REQUEST', `more than ${WHOLE} values in a body without \`groups\``);
    return parse(this.#bytes.toString('utf8'));
  }

  /** The body with an empty array in place of its groups. @throws RLAR_INVALID_REQUEST */
  envelope(): unknown {
    if (!this.#groups) return this.whole();
    const { array, elements } = this.#groups;
    const besides = elements.reduce((left, { values }) => left - values, this.#values);
    if (besides > BESIDES)
      throw new RlarError('RLAR_INVALID_REQUEST', `more than ${BESIDES} values beside the groups`);
    const [start, end] = array;
    return parse(`${this.#bytes.toString('utf8', 0, start)}[]${this.#bytes.toString('utf8', end)}`);
  }

  /** The elements of `groups`, in order. Other work runs between some of them. */
  async *groups(): AsyncGenerator<JsonPart> {
    if (!this.#groups || this.groupCount === 0) return;
    const stretches = new Stretches();
    for (const { start, end, values } of this.#groups.elements) {
      yield partOf(this.#bytes.subarray(start, end), values);
      await stretches.giveWay();
    }
  }

  #isEmpty({ start, end }: GroupSpan): boolean {
    return this.#bytes.subarray(start, end).every((byte) => SPACES.has(byte));
  }
}

function partOf(bytes: Buffer, values: number): JsonPart {
  return { bytes, values, parse: () => parse(bytes.toString('utf8')) };
}

/** @throws RLAR_INVALID_REQUEST */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new RlarError('RLAR_INVALID_REQUEST', notJson(text, thrown));
  }
}
