import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fc } from '../../testing/fc.ts';
import { fixtureMismatch, readFixtures, runFixture } from '../fixtures.ts';
import { CORRECTNESS_FEATURES } from './features.ts';
import { shortAnswer } from './index.ts';
import { measure, readAnswerKey } from './measure.ts';
import { splitReferences } from './references.ts';
import { SUSPICION_FEATURES } from './suspicion.ts';
import { tokenize } from './tokens.ts';

for (const entry of readFixtures(import.meta.dirname)) {
  test(`short-answer: ${entry.class}: ${entry.name}`, async () => {
    assert.equal(fixtureMismatch(shortAnswer, entry, await runFixture(shortAnswer, entry)), null);
  });
}

async function judge(prompt: string, references: string[], text: string) {
  return scoreOne(shortAnswer.prepare({ prompt, messages: [], references, constraints: [] }, {}), { text });
}

test('any text gets a verdict, and the same one twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.string(),
      async (text, reference, prompt) => {
        const first = await judge(prompt, [reference], text);
        assert.deepEqual(first, await judge(prompt, [reference], text));
        if (first.status === 'scored') assert.ok(first.value === 0 || first.value === 1);
        assert.ok(JSON.stringify(first.evidence ?? {}).length < 1000);
      },
    ),
    { numRuns: 200 },
  );
});

test('there is a name for every feature', () => {
  const key = readAnswerKey('who painted it', ['Leonardo'], { buckets: '0000' });
  const measured = measure(key, 'It was Leonardo.');
  assert.equal(measured?.correctness.length, CORRECTNESS_FEATURES.length);
  assert.equal(measured?.suspicion.length, SUSPICION_FEATURES.length);
});

test('references are cut at slashes that join, not at those that belong', () => {
  assert.deepEqual(splitReferences(['AC/DC', '5/12/1999', '2014/15', '100 km/h', '1/2']), [
    'AC/DC',
    '5/12/1999',
    '2014/15',
    '100 km/h',
    '1/2',
  ]);
  assert.deepEqual(
    splitReferences(['1982/1998', '28 July 1914/11 November 1918', 'London/Paris (disambiguation)']),
    ['1982', '1998', '28 July 1914', '11 November 1918', 'London', 'Paris'],
  );
});

test('words are compared in one form', () => {
  const words = (text: string) =>
    tokenize(text)
      .map((token) => token.text)
      .join(' ');
  assert.equal(words('the 24th of March, 1950'), words('March 24 1950'));
  assert.equal(words('1950-03-24'), words('24 March 1950'));
  assert.equal(words('J. K. Röntgen’s dogs'), words('J.K. Rontgen dog'));
  assert.equal(words('twenty-one million'), words('21,000,000'));
  assert.equal(words('1951–52'), words('1951-1952'));
  assert.equal(words('World War II'), words('World War Two'));
  assert.equal(words('42.195 kilometres'), words('42.195 km'));
});

test('hostile input is answered and is not right', async () => {
  const pieces = [
    'a',
    '\n',
    'Titian, ',
    '1',
    '( ',
    'or ',
    '\ud800',
    'A. ',
    '1 ',
    'Leonardo da ',
    '1/',
    '"',
    "a'",
  ];
  for (const piece of pieces) {
    const verdict = await judge(
      'who painted the mona lisa',
      ['Leonardo da Vinci/Leonardo'],
      piece.repeat(1_000_000 / piece.length),
    );
    const paid = verdict.status === 'scored' && verdict.value > 0;
    assert.ok(!paid || piece === 'Leonardo da ', piece);
  }
});

test('thousands of references pay nobody', async () => {
  const references = Array.from({ length: 5000 }, (_, index) => `alias number ${index} of many`).join('/');
  const wrong = await judge('which one', [references], 'nobody');
  assert.notEqual(wrong.status === 'scored' && wrong.value, 1);
});

test('a formula and a name of a substance are not compared by their letters', async () => {
  for (const [said, wanted] of [
    ['NH3', 'ammonia'],
    ['sulfuric acid', 'H2SO4'],
    ['Au', 'gold'],
  ] as const) {
    const verdict = await judge('Which chemical does the picture show?', [wanted], said);
    assert.equal(verdict.status, 'unscored', said);
  }
  const other = await judge('Which chemical does the picture show?', ['H2SO4'], 'H2O');
  assert.notEqual(other.status === 'scored' && other.value, 1);
  const place = await judge('Where does the road A3 end?', ['Hamburg'], 'A3');
  assert.notEqual(place.status === 'scored' && place.value, 1);
});

test('who is only near the answer, or a relative of it, is not it, in four languages', async () => {
  for (const [prompt, wanted, said] of [
    ['Who built the tower?', 'Nora Vance', 'A pupil of Nora Vance'],
    ['What is the largest town of the valley?', 'Ostmark', 'A village near Ostmark'],
    ['Wer baute den Turm?', 'Nora Vance', 'Ein Bruder von Nora Vance'],
    ['Qui a bâti la tour ?', 'Nora Vance', 'Une élève de Nora Vance'],
    ['¿Quién construyó la torre?', 'Nora Vance', 'El hermano de Nora Vance'],
  ] as const) {
    const verdict = await judge(prompt, [wanted], said);
    assert.notEqual(verdict.status === 'scored' && verdict.value, 1, said);
    const right = await judge(prompt, [wanted], wanted);
    assert.equal(right.status === 'scored' && right.value, 1, wanted);
  }
});
