import { closeSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';
import { table } from '../../spec/table.ts';

const tensor = z.object({
  dtype: z.string(),
  shape: z.array(z.number().int().nonnegative()),
  data_offsets: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
});
const header = z.record(z.string(), z.unknown());

/** Bytes of the longest header that is read. */
const LONGEST = 25_000_000;
const WIDTH = table<number>({ F32: 4, F16: 2, BF16: 2, F64: 8 });

interface Place {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly from: number;
  readonly bytes: number;
}

/** The tensors of a safetensors file, read one at a time as 32-bit numbers. */
export class SafetensorsFile {
  readonly #file: number;
  readonly #places: ReadonlyMap<string, Place>;

  /** @throws Error where the file is none */
  constructor(path: string) {
    this.#file = openSync(path, 'r');
    try {
      this.#places = placesIn(this.#file, path);
    } catch (thrown) {
      this.close();
      throw thrown;
    }
  }

  get names(): string[] {
    return [...this.#places.keys()];
  }

  shape(name: string): readonly number[] | null {
    return this.#places.get(name)?.shape ?? null;
  }

  /** The type of its numbers, as the file names it. */
  dtype(name: string): string | null {
    return this.#places.get(name)?.dtype ?? null;
  }

  /** @throws Error where there is no such tensor, or it has another shape or type */
  tensor(name: string, ...shape: readonly number[]): Float32Array {
    const place = this.#places.get(name);
    if (!place) throw new Error(`the weights hold no ${name}`);
    const count = place.shape.reduce((product, side) => product * side, 1);
    const width = WIDTH[place.dtype];
    if (width === undefined) throw new Error(`${name} is of the type ${place.dtype}, which is not read`);
    if (place.shape.join() !== shape.join() || place.bytes !== count * width)
      throw new Error(`${name} has the shape ${place.shape.join(' × ')}, not ${shape.join(' × ')}`);
    return numbersOf(read(this.#file, place.from, place.bytes), place.dtype, count);
  }

  close(): void {
    closeSync(this.#file);
  }
}

function placesIn(file: number, path: string): Map<string, Place> {
  const length = Number(read(file, 0, 8).readBigUInt64LE());
  if (length > LONGEST) throw new Error(`${path} is no safetensors file`);
  const parsed = header.parse(JSON.parse(read(file, 8, length).toString('utf8')));
  return new Map(
    Object.entries(parsed).flatMap(([name, entry]) => {
      const found = tensor.safeParse(entry);
      if (name === '__metadata__' || !found.success) return [];
      const { dtype, shape, data_offsets: span } = found.data;
      return [[name, { dtype, shape, from: 8 + length + span[0], bytes: span[1] - span[0] }]];
    }),
  );
}

function read(file: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const got = readSync(file, bytes, done, length - done, from + done);
    if (got === 0) throw new Error('the file of weights ends too soon');
    done += got;
  }
  return bytes;
}

function numbersOf(bytes: Buffer, dtype: string, count: number): Float32Array {
  const numbers = new Float32Array(count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const bits = new Uint32Array(numbers.buffer);
  for (let at = 0; at < count; at += 1) {
    if (dtype === 'F32') bits[at] = view.getUint32(4 * at, true);
    else if (dtype === 'BF16') bits[at] = view.getUint16(2 * at, true) << 16;
    else if (dtype === 'F64') numbers[at] = view.getFloat64(8 * at, true);
    else numbers[at] = halfOf(view.getUint16(2 * at, true));
  }
  return numbers;
}

function halfOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const power = (bits >> 10) & 31;
  const rest = bits & 1023;
  if (power === 31) return rest === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return power === 0 ? sign * rest * 2 ** -24 : sign * (1 + rest / 1024) * 2 ** (power - 15);
}
