import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import opposites from './opposites.json' with { type: 'json' };
import { prepareOtherThingCheck } from './other-of-sort.ts';
import { prepareFaults } from './prepare-faults.ts';
import sorts from './sorts.json' with { type: 'json' };
import { plainWords } from './words-of.ts';

const FRAMES: Readonly<Record<string, (thing: string) => string>> = {
  en: (thing) => `The people of the small town were told that it is about ${thing} and not about them.`,
  de: (thing) => `Die Leute in der kleinen Stadt sagen, dass es dabei vor allem um ${thing} gehen wird.`,
  fr: (thing) => `Les gens de la petite ville disent que c’est surtout une question de ${thing} pour eux.`,
  es: (thing) => `La gente de la pequeña ciudad dice que se trata sobre todo de ${thing} y de nada más.`,
  it: (thing) => `La gente della piccola città dice che si tratta soprattutto di ${thing} e di nient’altro.`,
  pt: (thing) => `As pessoas da pequena cidade dizem que se trata sobretudo de ${thing} e de nada mais.`,
};

const lists = Object.entries(sorts).flatMap(([language, list]) =>
  Object.values(list).map((things) => ({
    language,
    things: things.split(';').map((words) => words.split('/')),
  })),
);
const exchanged = fc
  .constantFrom(...lists)
  .chain(({ language, things }) =>
    fc
      .shuffledSubarray(things, { minLength: 2, maxLength: 2 })
      .map(([right, other]) => ({ frame: FRAMES[language]!, right: right!, other: other! })),
  );

test('another thing of the same sort is a fault; another word for the same thing is none', () => {
  fc.assert(
    fc.property(exchanged, ({ frame, right, other }) => {
      const check = prepareOtherThingCheck([frame(right[0]!)], []);
      assert.equal(check(frame(other[0]!)), !other.some((word) => right.includes(word)));
      assert.equal(check(frame(right.at(-1)!)), false);
      // What the source says too may be said.
      assert.equal(prepareOtherThingCheck([frame(right[0]!)], [frame(other[0]!)])(frame(other[0]!)), false);
    }),
    { numRuns: 300 },
  );
});

test('days and months in the languages of the platform', () => {
  for (const [right, other] of [
    ['The shop is closed every Monday in the winter.', 'The shop is closed every Tuesday in the winter.'],
    [
      'Die Sitzung wurde auf Donnerstag verlegt, sagte sie.',
      'Die Sitzung wurde auf Freitag verlegt, sagte sie.',
    ],
    [
      'Музей будет закрыт до конца февраля, сообщили вчера.',
      'Музей будет закрыт до конца октября, сообщили вчера.',
    ],
    ['Het concert is op zaterdag in de grote zaal.', 'Het concert is op zondag in de grote zaal.'],
  ] as const) {
    assert.ok(prepareOtherThingCheck([right], [])(other), other);
    assert.ok(prepareFaults('translation', [right], '')(other), other);
    assert.equal(prepareFaults('translation', [right], '')(`${right} `), null);
  }
});

test('every pair of opposites is two different words, and every list of a sort has several things', () => {
  for (const [language, list] of Object.entries(opposites))
    for (const pair of list.split(';')) {
      const words = pair.split(' ');
      assert.ok(words.length === 2 && words[0] !== words[1] && !words.includes(''), `${language}: ${pair}`);
    }
  for (const { things } of lists)
    assert.ok(things.length > 1 && things.flat().every((word) => plainWords(word).length === 1));
});
