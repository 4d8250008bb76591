import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import { fc } from '../testing/fc.ts';
import { detectableLanguages, detectLanguage } from './language.ts';

/** Where langdetect says the same under twelve seeds, of texts of our own; made by bench/peers/text_values.py. */
const values = z
  .array(z.object({ text: z.string(), language: z.string().nullable() }))
  .parse(JSON.parse(readFileSync(`${import.meta.dirname}/reference-values-language.json`, 'utf8')));

test('the language is the one langdetect says', () => {
  const wrong = values.filter(({ text, language }) => (detectLanguage(text)?.language ?? null) !== language);
  assert.deepEqual(wrong, []);
});

test('there are 55 languages', () => {
  assert.equal(detectableLanguages().length, 55);
});

test('any text has one of them, with a share, or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const found = detectLanguage(text);
      fc.pre(found !== null);
      assert.ok(detectableLanguages().includes(found.language));
      assert.ok(found.confidence > 0 && found.confidence <= 1);
      assert.deepEqual(detectLanguage(text), found);
    }),
  );
});

test('confidence grows with the text', () => {
  const short = detectLanguage('Boote')?.confidence ?? 0;
  const long = detectLanguage('Die Boote kehren vor dem Sturm in den Hafen zurück.')?.confidence ?? 0;
  assert.ok(short < long && long > 0.99);
});

test('megabytes of one sign are read to the end', () => {
  for (const unit of ['a', 'a@', 'https://', 'Α ', 'が', '\ud800', 'A\u0301', 'boat ', '\n'])
    assert.deepEqual(
      detectLanguage(unit.repeat(2_000_000)),
      detectLanguage(unit.repeat(4_000_000)),
      JSON.stringify(unit),
    );
});
