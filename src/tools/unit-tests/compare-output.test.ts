import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sameOutput } from './compare-output.ts';

test('words of an output are compared by value where the expected one is a number', () => {
  for (const [expected, same, other] of [
    ['1', ['1.0', '1', '1e0', '1.'], ['1.0000001', '01', '+1', '0x1', 'true', '-1', '10', '']],
    ['2.0', ['2', '2.00', '2.0000001', '20e-1'], ['2.1', '1.9999', 'two', '02.0', '20']],
    ['0', ['0', '-0', '0.0', '-0.0', '0e5'], ['1e-9', '-1', '00']],
    ['-0.0', ['0', '-0.0', '0.000'], ['0.001']],
    ['0.333333333333', ['0.333333', '0.3333333333333333'], ['0.33', '0.33333', '0.25']],
    ['0.000001', ['1e-6', '1.0e-06'], ['0', '0.0', '0.000002']],
    ['1e3', ['1000', '1000.0', '1E+3'], ['1e4', '100']],
    ['100000000000000000000', ['1e20', '100000000000000000000.0'], ['100000000000000000001', '1e21']],
    ['12345678901234567890', ['12345678901234567890'], ['12345678901234567891', '1.2345678901234568e19']],
    ['007', ['007'], ['7', '07', '7.0']],
    ['1010', ['1010', '1010.0'], ['10', '01010']],
    ['YES', ['YES'], ['yes', 'NO', '1']],
    ['nan', ['nan'], ['NaN', '0']],
    ['1e9999', ['1e9999'], ['inf', '1e9998', '1e308']],
  ] as const) {
    for (const printed of same)
      assert.ok(sameOutput(`${printed} \n\n`, expected, 'token'), `${printed} is ${expected}`);
    for (const printed of other)
      assert.ok(!sameOutput(printed, `${expected}\n`, 'token'), `${printed} is not ${expected}`);
  }
});

test('every whole number is itself in each of its spellings, and no neighbour of itself', () => {
  for (let turn = 0; turn < 300; turn += 1) {
    const number = BigInt(turn * turn * turn - 4_000_000) * (turn % 3 === 0 ? 10n ** BigInt(turn % 40) : 1n);
    const spellings = [`${number}`, `${number}.0`, `${number}e0`, `${number}0e-1`, `${number}.000`];
    for (const spelling of number === 0n ? ['0', '-0', '0.0'] : spellings) {
      assert.ok(sameOutput(spelling, `${number}`, 'token'), spelling);
      assert.ok(!sameOutput(spelling, `${number + 1n}`, 'token'), spelling);
    }
  }
});

test('long digits are compared fast, and as texts', () => {
  const digits = '9'.repeat(300_000);
  assert.ok(sameOutput(digits, digits, 'token'));
  assert.ok(!sameOutput(`${digits}8`, `${digits}9`, 'token'));
});

test('exact means exact', () => {
  assert.ok(!sameOutput('1.0', '1', 'exact'));
  assert.ok(sameOutput('1 \n\n', '1', 'exact'));
});
