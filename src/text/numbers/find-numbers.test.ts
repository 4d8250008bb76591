import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import { findNumbers } from './find-numbers.ts';
import { decimalMarkOf } from './number-style.ts';

function values(text: string, mark: '.' | ',' = '.'): (number | null)[] {
  return findNumbers(text, { mark, bounds: false }).map(({ value }) =>
    value ? Number(value.numerator) / Number(value.denominator) : null,
  );
}

test('numbers are read as people write them', () => {
  for (const [text, value] of [
    ['-7', -7],
    ['−7', -7],
    ['minus 7', -7],
    ['7 degrees below zero', -7],
    ['$1,250.50', 1250.5],
    ['1{,}000', 1000],
    ['8 849 m', 8849],
    ['12½', 12.5],
    ['3 1/2', 3.5],
    ['\\dfrac{25}{2}', 12.5],
    ['1.25e1', 12.5],
    ['1.2 × 10^{-1}', 0.12],
    ['420 thousand', 420_000],
    ['twelve and a half', 12.5],
    ['four hundred thirty', 430],
    ['ninety-nine', 99],
    ['three quarters', 0.75],
    ['1 in 4', 0.25],
    ['四百三十', 430],
    ['12,5', 12.5],
    ['July 20, 1969', 1969],
    ['Total – 420 km', 420],
    ['- 420 km', 420],
  ] as const)
    assert.deepEqual(values(text), [value], text);
});

test('what is no single number has no value', () => {
  for (const text of [
    '418-420',
    '60 × 7',
    '430 + 420',
    '2^{420}',
    'more than 48',
    '25 per mille',
    '\\sqrt{16}',
  ])
    assert.deepEqual(values(text), [null], text);
});

test('the decimal mark is decided by the query, and read one way', () => {
  const german = decimalMarkOf('Ein Auto kostet 12.500 Euro. Wie viel sind das mit 10 % Rabatt?', ['11250']);
  assert.deepEqual(values('11.250', german), [11250]);
  assert.deepEqual(values('11,25', german), [11.25]);
  assert.deepEqual(values('11.250,00', german), [11250]);
  const english = decimalMarkOf('A car costs 12,500 dollars. How much with 10 % off?', ['11,250']);
  assert.deepEqual(values('11,250', english), [11250]);
  assert.deepEqual(values('11.250', english), [11.25]);
});

test('whole numbers survive their own spelling, grouped or not', () => {
  fc.assert(
    fc.property(fc.integer({ min: -9_999_999, max: 9_999_999 }), (value) => {
      assert.deepEqual(values(String(value)), [value]);
      assert.deepEqual(values(value.toLocaleString('en-US')), [value]);
      assert.deepEqual(values(value.toLocaleString('de-DE'), ','), [value]);
    }),
  );
});
