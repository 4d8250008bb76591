import { createHash, type Hash } from 'node:crypto';
import { RlarError } from '../../spec/errors.ts';
import { Stretches } from '../../spec/give-way.ts';
import { notJson } from '../error-replies.ts';
import { type GroupSpans, type JsonBounds, JsonScan } from './scan-json.ts';

/** A JSON body that has arrived and keeps its bounds. It can be parsed whole or group by group. */
export class JsonBody {
  readonly #bytes: Buffer;
  readonly #groups: GroupSpans | null;
  /** Hash of the bytes, to recognise a repeated request. */
  readonly digest: string;

  private constructor(bytes: Buffer, groups: GroupSpans | null, digest: Hash) {
    this.#bytes = bytes;
    this.#groups = groups;
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
    let bytes = 0;
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes > bounds.bytes)
        throw new RlarError('RLAR_BODY_TOO_LARGE', `the body is larger than ${bounds.bytes} bytes`);
      scan.push(chunk);
      digest.update(chunk);
      chunks.push(chunk);
      await take(chunk.length);
    }
    return new JsonBody(Buffer.concat(chunks), scan.groups, digest);
  }

  /** Number of elements of `groups`; null for a body without such an array. */
  get groupCount(): number | null {
    const elements = this.#groups?.elements;
    if (!elements) return null;
    return elements.length === 1 && this.#text(elements[0]!).trim() === '' ? 0 : elements.length;
  }

  /** @throws RLAR_INVALID_REQUEST where the body is not JSON */
  whole(): unknown {
    return parse(this.#bytes.toString('utf8'));
  }

  /** The body with an empty array in place of its groups. @throws RLAR_INVALID_REQUEST */
  envelope(): unknown {
    if (!this.#groups) return this.whole();
    const [start, end] = this.#groups.array;
    return parse(`${this.#text([0, start])}[]${this.#text([end, this.#bytes.length])}`);
  }

  /** The elements of `groups`, in order. Other work runs between some of them. @throws RLAR_INVALID_REQUEST */
  async *groups(): AsyncGenerator<unknown> {
    if (!this.#groups || this.groupCount === 0) return;
    const stretches = new Stretches();
    for (const span of this.#groups.elements) {
      yield parse(this.#text(span));
      await stretches.giveWay();
    }
  }

  #text([start, end]: readonly [number, number]): string {
    return this.#bytes.toString('utf8', start, end);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new RlarError('RLAR_INVALID_REQUEST', notJson(text, thrown));
  }
}
