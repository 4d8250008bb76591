import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { toToolQuery } from '../fixtures.ts';
import { finalNumber } from './index.ts';

async function earned(prompt: string, reference: string, text: string): Promise<number | null> {
  const query = toToolQuery({ messages: [{ role: 'user', content: prompt }], references: [reference] });
  const verdict = await scoreOne(finalNumber.prepare(query, {}), { text });
  return verdict.status === 'scored' ? verdict.value : null;
}

test('the unit that the question names is the one that counts, and no other of its numbers', async () => {
  const units: readonly (readonly [asked: string, right: readonly string[], wrong: readonly string[]])[] = [
    [
      'How long is it in metres if it is laid out?',
      ['40 m', '40 meters', '4000 cm'],
      ['40 feet', '40 km', '40 m²'],
    ],
    [
      'What is the speed in km/h?',
      ['40 km/h', '40 kilometres per hour', '40 kph'],
      ['40 m/s', '40 km', '40 mph'],
    ],
    [
      'What is the area in square metres?',
      ['40 m²', '40 square meters', '40 sq m'],
      ['40 m', '40 cm²', '40 m^3'],
    ],
    ['What was it in °C?', ['40 °C', '40 degrees Celsius', '40 degrees'], ['40 °F']],
    ['The shirt costs $50. What is the new price?', ['$40', '40 dollars', '40'], ['€40', '40 kg']],
  ];
  for (const [prompt, right, wrong] of units)
    for (const lead of ['', 'It is ', 'So the answer is '])
      for (const [list, value] of [
        [right, 1],
        [wrong, 0],
      ] as const)
        for (const text of list) {
          assert.equal(await earned(prompt, '40', `${lead}${text}.`), value, `${prompt} ${lead}${text}`);
        }
  const eggs = 'There are 5 boxes with 12 eggs each. How many eggs are there in total?';
  for (const [text, value] of [
    ['There are 60 eggs in the 5 boxes.', 1],
    ['12 eggs in each of the 5 boxes make 60.', 1],
    ['There are 5 eggs in the 60 boxes.', 0],
  ] as const)
    assert.equal(await earned(eggs, '60', text), value, text);
  const work = 'Tom works 8 hours a day. How many hours does he work in 5 days?';
  for (const [text, value] of [
    ['He works 40 hours over 5 days.', 1],
    ['He works 40 days.', 0],
    ['He works 2400 minutes.', 1],
  ] as const)
    assert.equal(await earned(work, '40', text), value, text);
  const pages = 'Tom reads 12 pages a day. How many pages does he read in 2 weeks?';
  for (const [text, value] of [
    ['He reads 168 pages in 14 days.', 1],
    ['He reads for 168 days.', 0],
  ] as const)
    assert.equal(await earned(pages, '168', text), value, text);
  const pace = 'Maria runs 5 km in 25 minutes. What is her pace in minutes per km?';
  for (const [text, value] of [
    ['She takes 5 minutes for each of the 5 km.', 1],
    ['Her pace is 5 minutes per kilometre.', 1],
    ['Her pace is 5 km per minute.', 0],
    ['She takes 5 minutes.', 0],
  ] as const)
    assert.equal(await earned(pace, '5', text), value, text);
});

test('what a calculation comes to is the answer, whatever else the sentence counts and however its unit is said', async () => {
  for (const [prompt, reference, text] of [
    [
      'Lea saves 30 dollars a month. How much does she save in a year?',
      '360',
      'Since there are 12 months in a year, she saves $30 * 12 = $360 in a year.',
    ],
    [
      'Max gets 3 sets: one of 500 pieces, one of 700. How many blocks does he get?',
      '1200',
      'In total he gets 500 (the first) + 700 (the second) = 1200 pieces.',
    ],
    ['How many hours a week does she train?', '5', 'Hours of training per week: 1 + 2 + 2 = 5 hours.'],
    [
      'His way is 3 miles long. How many miles does he walk if he goes 5 times a week?',
      '30',
      'He walks 6 miles a day * 5 days = 30 miles a week.',
    ],
    [
      'She earns $20,000 a year. How long does it take to earn $80,000?',
      '4',
      'To earn $80,000 with $20,000 a year takes $80,000 / $20,000 = 4 years.',
    ],
    [
      'The pool holds 100 gallons; how many gallons are 2 pools? Water costs $0.10 per gallon. How much does it cost to fill the pool?',
      '10',
      'Therefore, it costs the family $10 to fill the pool.',
    ],
    [
      'How many math problems does he have left for Thursday, if 61 of 100 problems are done?',
      '39',
      'He has 39 problems left for Thursday.',
    ],
    [
      'If each of 1000 members posts 3 posts a day, how many posts are there in March?',
      '93000',
      'In March there are 3000 * 31 = 93000 posts.',
    ],
    [
      'How much will the seller give back in change from $4000?',
      '500',
      'The seller gives back $4000 - $3500 = $500.',
    ],
    [
      'She owns 7 notebooks, Joseph 6. How many more than Joseph does she have?',
      '1',
      'She has 1 more notebook than Joseph.',
    ],
  ] as const) {
    assert.equal(await earned(prompt, reference, text), 1, text);
    assert.equal(await earned(prompt, `${reference}1`, text), 0, text);
  }
});
