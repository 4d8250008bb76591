import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import { type MadeFrom, prepareFaults } from './prepare-faults.ts';

const name = (from: MadeFrom, reference: string, prompt: string, text: string) =>
  prepareFaults(from, [reference], prompt)(text)?.name ?? null;
const SOURCE = 'Translate into English: …';

test('of two uses of one word, one denied, neither is turned', () => {
  const thing = fc.constantFrom('train', 'shop', 'ferry', 'museum');
  const other = fc.constantFrom('buses', 'banks', 'boats', 'schools');
  const verb = fc.constantFrom('running', 'working', 'sailing', 'serving');
  fc.assert(
    fc.property(thing, other, verb, (one, two, does) => {
      const reference = `The ${one} is not ${does} today because of a storm, but the ${two} are ${does} as usual.`;
      const check = (text: string) => name('translation', reference, SOURCE, text);
      assert.equal(check(reference.replace(' is not ', ' is ')), 'negation');
      assert.equal(check(reference.replace(' are ', ' are not ')), 'negation');
      assert.equal(
        check(`Because of a storm, the ${one} isn't ${does} today, but the ${two} are ${does} as usual.`),
        null,
      );
      assert.equal(
        check(`Today the ${one} is out of service because of a storm, but the ${two} are ${does} as usual.`),
        null,
      );
    }),
  );
});

test('yesterday, today and tomorrow are other days', () => {
  const days = ['yesterday', 'today', 'tomorrow'];
  fc.assert(
    fc.property(fc.shuffledSubarray(days, { minLength: 2, maxLength: 2 }), ([day, other]) => {
      const reference = `The council met the mayor ${day} in the old town hall.`;
      assert.equal(name('translation', reference, SOURCE, reference.replace(day!, other!)), 'other-thing');
      const said = `${day![0]!.toUpperCase()}${day!.slice(1)} the council met the mayor in the old town hall.`;
      assert.equal(name('translation', reference, SOURCE, said), null);
    }),
  );
});

test('a number stands where the source has another one, though the source has it elsewhere', () => {
  const number = fc.integer({ min: 20, max: 900 });
  fc.assert(
    fc.property(number, number, number, (was, now, jobs) => {
      fc.pre(new Set([was, now, jobs]).size === 3);
      const article =
        `Shares of Norden Paper fell on Friday after the company cut its forecast for the year. The firm now expects a profit of ${now} ` +
        `million kroner in place of ${was} million. It will close its mill in Hallby in June, which will cost ${jobs} jobs.`;
      const reference = `Norden Paper cut its forecast to ${now} million kroner and will close its Hallby mill, which costs ${jobs} jobs.`;
      const check = (text: string) =>
        name('article', reference, `Summarize the article.\n\n${article}`, text);
      assert.equal(check(reference.replace(`${jobs} jobs`, `${now} jobs`)), 'other-number');
      assert.equal(check(reference.replace(`to ${now} million`, `to ${was} million`)), 'other-number');
      assert.equal(check(reference.replace('cut its', 'lowered its')), null);
      assert.equal(check(reference.replace('kroner', `kroner from ${was} million`)), null);
    }),
  );
});

test('opposites keep their endings: cutting and raising, fitter and cheaper', () => {
  const reference =
    'The city will fit new lamps by the end of the year, cutting the power for its lights by 60 percent.';
  assert.equal(name('translation', reference, SOURCE, reference.replace('cutting', 'raising')), 'opposite');
  assert.equal(name('translation', reference, SOURCE, reference.replace('cutting', 'reducing')), null);
  const closing = 'The firm is closing its mill, a winning plan for the bank.';
  assert.equal(name('translation', closing, SOURCE, closing.replace('winning', 'losing')), 'opposite');
});

test('texts made of a record name and measure nothing that it does not have', () => {
  const record = 'Write a sentence.\nname[Green Mill], food[Italian], area[riverside], near[Café Rouge]';
  const reference = 'Green Mill is an Italian restaurant in the riverside area near Café Rouge.';
  const check = (text: string) => name('record', reference, record, text);
  assert.equal(check(reference.replace('near', 'near the Crown Hotel and')), 'other-name');
  assert.equal(check(reference.replace('riverside area', 'riverside area of Arden')), 'other-name');
  for (const extra of ['with five stars', 'ten minutes away', 'of three floors'])
    assert.equal(check(reference.replace('restaurant', `restaurant ${extra}`)), 'other-number', extra);
  assert.equal(check('Green Mill, near Café Rouge, serves Italian food at the riverside.'), null);
  const people = 'Write a sentence.\n(Kari Lund, country, Norway), (Kari Lund, birthYear, 1950)';
  const born = 'Kari Lund from Norway was born in 1950.';
  assert.equal(name('record', born, people, 'Kari Lund, a Norwegian, was born in 1950.'), null);
});
