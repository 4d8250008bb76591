import { COLUMNS, DEPTH, multiplyProgram, ROWS } from './multiply-program.ts';

const PAGE = 65_536;
/** Pages that one memory can have: 4 GiB. */
const MOST_PAGES = 65_536;

/** Numbers in the memory of the multiplying program. */
export interface Block {
  readonly at: number;
  readonly numbers: Float32Array;
}

/** A matrix that rows are multiplied with, in the order in which it is read. */
export interface Factor {
  readonly panels: Block;
  readonly bias: Block;
  readonly inner: number;
  readonly outer: number;
}

const up = (value: number, to: number): number => Math.ceil(value / to) * to;

/** @returns rows as the program wants them: at least `count`, in whole blocks */
export function paddedRows(count: number): number {
  return up(count, ROWS);
}

/** @returns a side of a matrix as the program wants it */
export function paddedSide(length: number): number {
  return up(length, COLUMNS);
}

/**
 * Memory for matrices, and their products. Nothing is ever given back: what a model works with is taken once.
 * @throws RangeError where the memory of a program is spent
 */
export class Matrices {
  readonly #memory: WebAssembly.Memory;
  readonly #multiply: (...numbers: number[]) => void;
  #used = 16;

  /** @param bytes that all blocks will take together, about */
  constructor(bytes: number) {
    const pages = Math.ceil(bytes / PAGE) + 16;
    if (pages > MOST_PAGES)
      throw new RangeError(`the model needs ${bytes} bytes of memory, 4 GiB are possible`);
    this.#memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const module = new WebAssembly.Module(multiplyProgram());
    const { multiply } = new WebAssembly.Instance(module, { host: { memory: this.#memory } }).exports;
    if (typeof multiply !== 'function') throw new TypeError('the program has no function multiply');
    this.#multiply = (...numbers) => void Reflect.apply(multiply, undefined, numbers);
  }

  take(length: number): Block {
    const at = this.#used;
    const end = up(at + 4 * length, 16);
    if (end > this.#memory.buffer.byteLength) throw new RangeError('the memory of the matrices is spent');
    this.#used = end;
    return { at, numbers: new Float32Array(this.#memory.buffer, at, length) };
  }

  /** Room for a matrix of `inner` by `outer`, to be filled by `pack`. */
  takeFactor(inner: number, outer: number): Factor {
    const [deep, wide] = [up(inner, DEPTH), paddedSide(outer)];
    return { panels: this.take(deep * wide), bias: this.take(wide), inner: deep, outer: wide };
  }

  /**
   * Puts a matrix into the order of the program.
   * @param weight `outer` rows of `inner` numbers each, as linear layers are stored
   */
  factor(weight: Float32Array, bias: Float32Array | null, outer: number): Factor {
    const inner = weight.length / outer;
    const made = this.takeFactor(inner, outer);
    pack(made, (column, deep) => weight[column * inner + deep]!, { inner, outer });
    if (bias) made.bias.numbers.set(bias);
    return made;
  }

  /** @param rows of `left`, in whole blocks · @param step numbers from one row to the next, in `left` and in `out` */
  multiply(
    left: Block,
    right: Factor,
    out: Block,
    { rows, from, to }: { readonly rows: number; readonly from: number; readonly to: number },
  ): void {
    const panels = right.outer / COLUMNS;
    const { at: panel } = right.panels;
    this.#multiply(
      ...[left.at, 4 * from, panel, right.inner / DEPTH, right.bias.at],
      ...[out.at, 4 * to, rows / ROWS, panels],
    );
  }
}

/** Fills a factor; what lies outside of the given sides is nothing. */
export function pack(
  { panels, inner: deep, outer: wide }: Factor,
  value: (column: number, deep: number) => number,
  { inner, outer }: { readonly inner: number; readonly outer: number },
): void {
  const { numbers } = panels;
  let at = 0;
  for (let first = 0; first < wide; first += COLUMNS)
    for (let row = 0; row < deep; row += 1)
      for (let column = first; column < first + COLUMNS; column += 1, at += 1)
        numbers[at] = row < inner && column < outer ? value(column, row) : 0;
}
