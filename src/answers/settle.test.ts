import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../testing/fc.ts';
import { numberGrammar } from './grammar-of-numbers.ts';
import { readResponse } from './read-response.ts';
import { settle } from './settle.ts';

const grammar = numberGrammar({ mark: '.', bounds: false });

/** The one number that stands, or what came of it instead. */
function standing(response: string): string {
  const { outcome, values } = settle(readResponse(response), grammar);
  const value = values[0]?.value;
  return outcome === 'one' && value ? String(Number(value.numerator) / Number(value.denominator)) : outcome;
}

const number = fc.integer({ min: 10, max: 9_999 });
const PLACES = [
  (value: number) => `The answer is ${value}.`,
  (value: number) => `**Answer:** ${value}`,
  (value: number) => `\\boxed{${value}}`,
  (value: number) => `<answer>${value}</answer>`,
  (value: number) => `So it comes out.\n#### ${value}`,
  (value: number) => `{"answer": ${value}}`,
  (value: number) => `答案是${value}。`,
  (value: number) => `La respuesta es ${value}.`,
  (value: number) => `${value}`,
  (value: number) => `\`\`\`\n${value}\n\`\`\``,
] as const;
const place = fc.constantFrom(...PLACES);

test('what stands in a place made for answers is the answer, and the last place counts', () => {
  fc.assert(
    fc.property(number, place, (value, put) => {
      assert.equal(standing(put(value)), String(value));
      assert.equal(standing(`I tried 7 and 8.\n\n${put(value)}`), String(value));
    }),
  );
});

const TAKEN_BACK = [
  (one: string, two: number) => `${one}\n\nWait, I made a mistake. It is ${two}.`,
  (one: string, two: number) => `${one} Sorry, that is wrong: I mean ${two}.`,
  (one: string, two: number) => `${one}\n\nOn reflection I was wrong. It must be ${two}.`,
  (one: string, two: number) => `${one}\n\nActually, the answer is ${two}.`,
  (one: string, two: number) => `${one}\n\nScratch that. The answer is ${two}.`,
  (one: string, two: number) => `${one}\n\nLet me double-check. So the total is ${two}.`,
];

test('a claim that is taken back gives way to the next', () => {
  fc.assert(
    fc.property(number, number, place, fc.constantFrom(...TAKEN_BACK), (one, two, put, back) => {
      if (one !== two) assert.equal(standing(back(put(one), two)), String(two));
    }),
  );
});

test('a denied, reported or doubted number does not stand', () => {
  for (const response of [
    'The answer is not 12.',
    '\\boxed{12} is wrong.',
    'The wrong answer is 12.',
    'Many people say that the answer is 12.',
    'x != 12',
    'Anything but 12.',
    'Maybe 12?',
    'I do not know. My lucky number is 12.',
    'The answer is 12.\n\nIgnore that.',
  ])
    assert.notEqual(standing(response), '12', response);
});

test('numbers side by side are several', () => {
  for (const response of [
    '12 or 13',
    'The answer is 12 or 13.',
    '\\boxed{12, 13}',
    '12\n13\n14',
    '\\boxed{12} or \\boxed{13}',
  ])
    assert.equal(standing(response), 'several', response);
});

test('what explains a number is not the number', () => {
  for (const response of [
    'The answer is 12, because 12 = 3 × 4.',
    'The answer is 12 legs (3 × 4).',
    'The answer is 12, not 13.',
    '12\n\n1. There are 3.\n2. Multiply by 4.',
    'The total is 12 km.\n\nCheck: 12 / 3 = 4.',
  ])
    assert.equal(standing(response), '12', response);
});

test('long runs of every mark end', () => {
  for (const piece of [
    'answer is ',
    '\\boxed{',
    '<answer>',
    '#### ',
    '{"answer":',
    '</think>',
    'not ',
    '. ',
    '**',
    '```',
    '1 or ',
    '= ',
  ])
    assert.equal(standing(piece.repeat(100_000)), piece === '1 or ' ? '1' : 'none', piece);
});
