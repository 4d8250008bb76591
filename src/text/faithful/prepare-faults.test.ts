import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import { prepareFaults } from './prepare-faults.ts';

const ARTICLE =
  'The harbour of Tarvik will be deepened from next autumn. The council voted on Tuesday for a plan that costs seven million crowns. ' +
  'Ships of up to 200 metres shall be able to land. Fishers were not asked, says their speaker Ingrid Moe. They fear that the water ' +
  'will be muddy for years and that cod will stay away. The mayor, Olav Berg, does not expect harm: a similar work in Lundvik had no ' +
  'effect on the catch. A court will hear the case in March. The work would take three years and keep eighty people busy.';
const SUMMARY =
  'The council of Tarvik will deepen the harbour for seven million crowns. Fishers were not asked and fear for the cod.';

const name = (
  from: Parameters<typeof prepareFaults>[0],
  references: string[],
  prompt: string,
  text: string,
) => prepareFaults(from, references, prompt)(text)?.name ?? null;

test('summaries: copies, lists of words, wrong facts and turned negations are faults; other words are none', () => {
  const check = (text: string) => name('article', [SUMMARY], `Summarize.\n\n${ARTICLE}`, text);
  assert.equal(check(SUMMARY), null);
  assert.equal(
    check('Tarvik wants a deeper harbour. Its fishers, whom nobody asked, worry about their catch.'),
    null,
  );
  assert.equal(
    check('In Tarvik the council decided to deepen the harbour. It costs seven million crowns.'),
    null,
  );
  assert.equal(check(ARTICLE.slice(0, 130)), 'copied-source');
  assert.equal(
    check(
      SUMMARY.split(/(?<=\w) /)
        .filter((word) => word.length > 3)
        .join(' '),
    ),
    'word-list',
  );
  assert.equal(check(SUMMARY.replace('seven', 'nineteen')), 'other-number');
  assert.equal(check('The council of Bergen will deepen the harbour of Oslo for ships.'), 'other-name');
  assert.equal(check(SUMMARY.replace('will deepen', 'will not deepen')), 'negation');
  assert.equal(check(SUMMARY.replace('were not asked', 'were asked')), 'negation');
});

test('translations: in any language that writes spaces', () => {
  for (const [reference, negated, number, other] of [
    [
      'Zwei Boote sanken gestern vor der Insel im Sturm.',
      'Zwei Boote sanken gestern nicht vor der Insel im Sturm.',
      'Zwölf Boote sanken gestern vor der Insel im Sturm.',
      'Gestern sind vor der Insel zwei Boote im Sturm gesunken.',
    ],
    [
      'Deux bateaux ont coulé hier dans la tempête au large de l\u2019île.',
      'Deux bateaux n\u2019ont pas coulé hier dans la tempête au large de l\u2019île.',
      'Douze bateaux ont coulé hier dans la tempête au large de l\u2019île.',
      'Hier, deux navires ont sombré près de l\u2019île pendant une tempête.',
    ],
    [
      'Dos barcos se hundieron ayer en la tormenta cerca de la isla.',
      'Dos barcos no se hundieron ayer en la tormenta cerca de la isla.',
      'Doce barcos se hundieron ayer en la tormenta cerca de la isla.',
      'Ayer naufragaron dos barcos junto a la isla durante una tormenta.',
    ],
  ] as const) {
    const check = (text: string) =>
      name('translation', [reference], 'Two boats sank yesterday in the storm off the island.', text);
    assert.equal(check(reference), null);
    assert.equal(check(other), null, other);
    assert.equal(check(negated), 'negation', negated);
    assert.equal(check(number), 'other-number', number);
    assert.equal(check(reference.replaceAll(' ', '')), 'run-together');
    assert.equal(check(reference.split(' ').reverse().join(' ')), 'scrambled');
    assert.equal(check(`${reference} bla bla bla bla`), 'repeated-word');
  }
});

test('records: the record, its values alone, and what leaves a value out', () => {
  const reference = 'The Lantern is a cheap inn by the river that does not allow dogs.';
  for (const prompt of [
    'Say it: name[The Lantern], type[inn], price[cheap], near[river], dogs[no]',
    "inform(name='The Lantern';type=inn;price=cheap;near=river;dogs=no)",
    '{"name": "The Lantern", "type": "inn", "price": "cheap", "near": "river", "dogs": "no"}',
  ]) {
    const check = (text: string) => name('record', [reference], prompt, text);
    assert.equal(check(reference), null);
    assert.equal(check('By the river stands The Lantern, a cheaply priced inn without dogs.'), null);
    assert.equal(check(prompt), 'copied-data', prompt);
    assert.equal(check('The Lantern inn cheap river no'), 'values-only');
    assert.equal(
      check('The Lantern is a cheap inn by the station that does not allow dogs.'),
      'missing-fact',
    );
    assert.equal(check('The Lantern is not a cheap inn by the river and does not allow dogs.'), 'negation');
  }
});

test('a reference is never at fault, and every text is answered', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 3 }),
      fc.string(),
      fc.string(),
      (references, prompt, text) => {
        for (const from of ['article', 'record', 'translation'] as const) {
          const check = prepareFaults(from, references, prompt);
          for (const reference of references) assert.equal(check(reference), null);
          check(text);
        }
      },
    ),
  );
});

test('hostile: one word of many letters and many empty lines are answered', () => {
  const reference = 'The retailer Northwood in Leeds was acquired by Hagen in May.';
  for (const from of ['article', 'record', 'translation'] as const) {
    const check = prepareFaults(from, [reference], '');
    assert.equal(check('é'.repeat(400_000))?.name, 'run-together');
    for (const tail of ['是'.repeat(400_000), 'é'.repeat(400_000), '\n'.repeat(400_000)]) {
      check(tail);
      check(`${reference} ${tail}`);
    }
  }
});
