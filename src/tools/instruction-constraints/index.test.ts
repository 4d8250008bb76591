import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fc } from '../../testing/fc.ts';
import { fixtureMismatch, readFixtures, runFixture } from '../fixtures.ts';
import { instructionConstraints } from './index.ts';

const outcomes = z.array(z.object({ id: z.string(), ok: z.boolean() }));
const ONE_OF_EACH = readFixtures(import.meta.dirname).filter(({ class: kind }) => kind === 'full');

for (const entry of readFixtures(import.meta.dirname)) {
  test(`instruction-constraints: ${entry.class}: ${entry.name}`, async () => {
    const verdict = await runFixture(instructionConstraints, entry);
    assert.equal(fixtureMismatch(instructionConstraints, entry, verdict), null);
  });
}

test('the evidence has every constraint in order, the fraction is their share', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const constraints = ONE_OF_EACH.flatMap(({ query }) => query.constraints ?? []);
      const query = { prompt: '', messages: [], references: [], constraints };
      const verdict = scoreOne(instructionConstraints.prepare(query, { reward: 'fraction' }), { text });
      assert.ok('status' in verdict && verdict.status === 'scored');
      const found = outcomes.parse(verdict.evidence.constraints);
      assert.deepEqual(
        found.map(({ id }) => id),
        constraints.map(({ id }) => id),
      );
      assert.equal(verdict.value, found.filter(({ ok }) => ok).length / constraints.length);
    }),
    { numRuns: 100 },
  );
});

const SHORT_TEXTS = {
  en: [
    'Winter is quiet.',
    'Bread makes people happy.',
    'I like cats.',
    'Rain is good for us.',
    'Snow falls softly on the roof.',
    'Music can be loud.',
    'Dogs bark at night.',
    'We went to the park.',
  ],
  de: ['Das Brot ist gut.', 'Der Winter ist still.', 'Ein Hund bellt im Garten.', 'Wir gehen nach Hause.'],
  fr: ['La mer est calme.', 'Le chien est petit.', 'Il est dans le jardin.'],
  es: ['El invierno es frio.', 'La casa es grande.', 'No es para ti.'],
};
test('short texts: the language is told by small words, and no text is called another language by its letters alone', () => {
  const asked = (id: string, kwargs: object, text: string) => {
    const constraints = [{ id, kwargs: { ...kwargs } }];
    const query = { prompt: '', messages: [], references: [], constraints };
    const verdict = scoreOne(instructionConstraints.prepare(query, {}), { text });
    return 'status' in verdict && verdict.status === 'scored' ? verdict.value : null;
  };
  for (const [language, texts] of Object.entries(SHORT_TEXTS))
    for (const text of texts) {
      const [lower, upper] = [text.toLowerCase(), text.toUpperCase()];
      const english = language === 'en' ? 1 : 0;
      assert.equal(asked('change_case:english_lowercase', {}, lower), english, lower);
      assert.equal(asked('change_case:english_capital', {}, upper), english, upper);
      assert.equal(asked('change_case:english_lowercase', {}, upper), 0, upper);
      for (const wanted of ['de', 'fr', 'es'])
        assert.equal(
          asked('language:response_language', { language: wanted }, text),
          +(wanted === language),
          text,
        );
    }
});

const MEGABYTES: Readonly<Record<string, string>> = {
  letters: 'a'.repeat(2_000_000),
  words: 'boat '.repeat(400_000),
  'line ends': '\n'.repeat(1_000_000),
  'line ends between marks': `*${' \n'.repeat(500_000)}-`,
  asterisks: '*'.repeat(1_000_000),
  brackets: '['.repeat(1_000_000),
  angles: `${'<'.repeat(1_000_000)}>`,
  quotes: '"'.repeat(1_000_000),
  marks: '. '.repeat(500_000),
  apostrophes: "'s ".repeat(300_000),
  'deep JSON': '['.repeat(500_000) + ']'.repeat(500_000),
  NaN: `${'"\\'.repeat(300_000)}NaN`,
  capitals: 'ABC '.repeat(300_000),
  'lone surrogates': '\ud800'.repeat(500_000),
  addresses: `${'a'.repeat(63)}@`.repeat(20_000),
};
for (const [name, text] of Object.entries(MEGABYTES)) {
  test(`a megabyte of ${name} is answered by each check`, async () => {
    for (const entry of ONE_OF_EACH) {
      const verdict = await runFixture(instructionConstraints, { ...entry, response: text });
      assert.equal(verdict.status, 'scored', entry.name);
    }
  });
}
