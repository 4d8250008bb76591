import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import { findNumbers } from './find-numbers.ts';

const valuesOf = (text: string) =>
  findNumbers(text, { mark: '.', bounds: false }).map(
    ({ value }) => value && Number(value.numerator) / Number(value.denominator),
  );

const UNITS = [
  ['dollars', 'cents', 100],
  ['euros', 'cents', 100],
  ['hours', 'minutes', 60],
  ['weeks', 'days', 7],
  ['feet', 'inches', 12],
  ['metres', 'centimetres', 100],
] as const;

test('an amount in two units is one number in the first of them', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...UNITS),
      fc.integer({ min: 1, max: 90 }),
      fc.nat(),
      fc.constantFrom(' and ', ' ', ', '),
      ([large, small, parts], whole, rest, joint) => {
        const part = (rest % (parts - 1)) + 1;
        const [found, ...others] = valuesOf(`It is ${whole} ${large}${joint}${part} ${small}.`);
        assert.equal(others.length, 0);
        assert.ok(Math.abs(found! - (whole + part / parts)) < 1e-9);
      },
    ),
  );
});

test('two amounts stay two', () => {
  for (const text of [
    '5 dollars and 125 cents',
    '7 dollars and 25 euros',
    '25 cents and 7 dollars',
    '5.5 hours and 30 minutes',
    '2 hours or 30 minutes',
    '4 pens and 7 cents',
  ])
    assert.equal(valuesOf(text).length, 2, text);
});
