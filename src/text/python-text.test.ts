import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import { fc } from '../testing/fc.ts';
import { isLiteralPattern, pythonPattern } from './python-pattern.ts';
import {
  countPythonWords,
  isPythonBlank,
  isPythonLower,
  isPythonUpper,
  pythonSplit,
  pythonStrip,
} from './python-text.ts';

/** What Python 3.11 says of texts of our own; made by bench/peers/text_values.py. */
const values = z
  .object({
    strings: z.array(
      z.object({
        text: z.string(),
        strip: z.string(),
        stripQuotes: z.string(),
        split: z.array(z.string()),
        upper: z.boolean(),
        lower: z.boolean(),
        words: z.number(),
      }),
    ),
    patterns: z.array(
      z.object({
        pattern: z.string(),
        text: z.string(),
        count: z.number(),
        found: z.array(z.string()),
      }),
    ),
    refused: z.array(z.string()),
  })
  .parse(JSON.parse(readFileSync(`${import.meta.dirname}/reference-values-python.json`, 'utf8')));

test('strings are what Python says', () => {
  for (const { text, ...wanted } of values.strings) {
    const found = {
      strip: pythonStrip(text),
      stripQuotes: pythonStrip(text, `"'`),
      split: pythonSplit(text),
      upper: isPythonUpper(text),
      lower: isPythonLower(text),
      words: countPythonWords(text),
    };
    assert.deepEqual(found, wanted, JSON.stringify(text));
    assert.equal(isPythonBlank(text), wanted.strip === '', JSON.stringify(text));
  }
});

test('patterns find what Python finds', () => {
  for (const { pattern, text, found } of values.patterns) {
    const compiled = pythonPattern(pattern, 'g');
    assert.ok(compiled, pattern);
    assert.deepEqual(
      [...text.matchAll(compiled)].map(([match]) => match),
      found,
      `${pattern} in ${JSON.stringify(text)}`,
    );
  }
});

test('what Python refuses is refused, and so are repeated groups and inline flags', () => {
  for (const pattern of [...values.refused, '(a+)+', '(a|b)*', '(?i)a', 'a++']) {
    assert.equal(pythonPattern(pattern, 'g'), null, pattern);
  }
});

test('a literal pattern finds itself', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), (text, around) => {
      fc.pre(isLiteralPattern(text));
      assert.equal(pythonPattern(text, '')?.test(`${around}${text}${around}`), true);
    }),
  );
});

test('no pattern of any text throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab\\[](){}*+?.^$|-,1PwdsbBAZ<=!: é') }), (pattern) => {
      const compiled = pythonPattern(pattern, 'g');
      assert.ok(compiled === null || compiled instanceof RegExp);
    }),
    { numRuns: 2000 },
  );
});
