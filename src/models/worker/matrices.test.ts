import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import { Matrices, pack, paddedRows } from './matrices.ts';

const side = fc.integer({ min: 1, max: 40 });

test('a product is that of the definition, for every shape, and a row does not depend on the others', () => {
  fc.assert(
    fc.property(side, side, side, fc.integer(), (rows, inner, outer, seed) => {
      const random = numbers(seed);
      const left = Float32Array.from({ length: rows * inner }, random);
      const weight = Float32Array.from({ length: outer * inner }, random);
      const bias = Float32Array.from({ length: outer }, random);
      const whole = product(left, weight, bias, rows);
      for (let row = 0; row < rows; row += 1) {
        const alone = product(left.slice(row * inner, (row + 1) * inner), weight, bias, 1);
        assert.deepEqual(whole.slice(row * outer, (row + 1) * outer), alone);
        for (let column = 0; column < outer; column += 1) {
          let sum = bias[column]!;
          for (let at = 0; at < inner; at += 1) sum += left[row * inner + at]! * weight[column * inner + at]!;
          assert.ok(Math.abs(sum - whole[row * outer + column]!) < 1e-4 * inner);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('more memory than a program can have is refused', () => {
  assert.throws(() => new Matrices(5e9), /4 GiB/);
  assert.throws(() => new Matrices(10).take(2e7), /spent/);
});

function product(left: Float32Array, weight: Float32Array, bias: Float32Array, rows: number): number[] {
  const inner = left.length / rows;
  const outer = bias.length;
  const matrices = new Matrices(1e6);
  const factor = matrices.takeFactor(inner, outer);
  pack(factor, (column, at) => weight[column * inner + at]!, { inner, outer });
  factor.bias.numbers.set(bias);
  const from = matrices.take(paddedRows(rows) * factor.inner);
  for (let row = 0; row < rows; row += 1)
    from.numbers.set(left.subarray(row * inner, (row + 1) * inner), row * factor.inner);
  const out = matrices.take(paddedRows(rows) * factor.outer);
  matrices.multiply(from, factor, out, { rows: paddedRows(rows), from: factor.inner, to: factor.outer });
  return Array.from({ length: rows * outer }, (_, at) => {
    const row = Math.floor(at / outer);
    return out.numbers[row * factor.outer + (at % outer)]!;
  });
}

/** Numbers from −1 to 1 that a seed decides. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}
