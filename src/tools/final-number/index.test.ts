import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fc } from '../../testing/fc.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { finalNumber } from './index.ts';

for (const entry of readFixtures(import.meta.dirname)) {
  test(`final-number: ${entry.class}: ${entry.name}`, async () => {
    assert.equal(fixtureMismatch(finalNumber, entry, await runFixture(finalNumber, entry)), null);
  });
}

test('a megabyte of digits is not right', async () => {
  const judge = finalNumber.prepare({ prompt: '', messages: [], references: ['18'], constraints: [] }, {});
  const verdict = await scoreOne(judge, { text: '1'.repeat(1_000_000) });
  assert.equal(verdict.status === 'scored' && verdict.value, 0);
});

test('long runs of every mark are not right', async () => {
  const judge = finalNumber.prepare(toToolQuery({ references: ['18'] }), {});
  for (const piece of [
    '$',
    '-',
    '1,',
    '1,000',
    '.',
    '#### ',
    '\\boxed{',
    '<answer>',
    'the answer is ',
    '\n',
    '- ',
    '1 ',
  ]) {
    const verdict = await scoreOne(judge, { text: piece.repeat(300_000) });
    assert.notEqual(verdict.status === 'scored' && verdict.value, 1);
  }
});

async function earned(prompt: string, reference: string, text: string): Promise<number | null> {
  const query = toToolQuery({ messages: [{ role: 'user', content: prompt }], references: [reference] });
  const verdict = await scoreOne(finalNumber.prepare(query, {}), { text });
  return verdict.status === 'scored' ? verdict.value : null;
}

test('a decimal that is asked for is no fraction and no per cent', async () => {
  for (const [top, bottom, decimal] of [
    [7, 8, '0.875'],
    [3, 4, '0.75'],
    [1, 5, '0.2'],
  ] as const) {
    const prompt = `What is ${top}/${bottom} as a decimal?`;
    for (const text of [decimal, decimal.slice(1), `It is ${decimal}.`, `\\boxed{${decimal}}`])
      assert.equal(await earned(prompt, decimal, text), 1, text);
    for (const text of [
      `${top}/${bottom}`,
      `\\boxed{\\frac{${top}}{${bottom}}}`,
      `${Number(decimal) * 100}%`,
      `${2 * top}/${2 * bottom}`,
    ])
      assert.equal(await earned(prompt, decimal, text), 0, text);
  }
  assert.equal(await earned('What share of the cake is left?', '0.75', '3/4'), 1);
});

test('per cent that a question gives is not what it asks for', async () => {
  assert.equal(await earned('What is 15% of 240?', '36', '36%'), 0);
  assert.equal(await earned('What is 15% of 240?', '36', '36'), 1);
  assert.equal(await earned('What percentage of 240 is 36?', '15', '15%'), 1);
  assert.equal(
    await earned('The price rises from 200 to 230. By how much does it rise (in %)?', '15', '15%'),
    1,
  );
});

test('a number with a margin is none; one that a sentence denies is none, whatever its verb', async () => {
  const prompt = 'How many rolls does the baker have?';
  for (const text of [
    '73 ± 10',
    '73 +/- 2',
    '$73 \\pm 1$',
    'He did not bake 73 rolls.',
    'She does not take in 73 rolls.',
  ])
    assert.equal(await earned(prompt, '73', text), 0, text);
  for (const text of [
    'He did not only bake but sold 73 rolls.',
    'As he did not sell the rest, 73 rolls are left.',
  ])
    assert.equal(await earned(prompt, '73', text), 1, text);
});

test('thousands in words, with and without "and"', async () => {
  for (const text of [
    'One thousand three hundred fifty-two',
    'one thousand three hundred and fifty-two dollars',
    'It is one thousand, three hundred and fifty-two.'.replace(',', ''),
  ])
    assert.equal(await earned('How many dollars?', '1352', text), 1, text);
  assert.equal(await earned('How many dollars?', '1352', 'one thousand three hundred'), 0);
});

test('a number of another thing of the question is not the one asked for', async () => {
  const pages =
    'Nora reads 18 pages a day. After 7 days she has 54 pages left. How long is the book, in pages?';
  for (const [text, value] of [
    ['180', 1],
    ['180 pages', 1],
    ['The book has 180 pages.', 1],
    ['180 sheets', 1],
    ['180 days', 0],
    ['**180 days**', 0],
  ] as const)
    assert.equal(await earned(pages, '180', text), value, text);
  const cups = 'A cake needs 2/3 cup of milk. How many cups are needed for 6 cakes?';
  for (const [text, value] of [
    ['4 cups', 1],
    ['6 × 2/3 = 12/3 = 4', 1],
    ['4 ml', 0],
    ['12/3', 0],
  ] as const)
    assert.equal(await earned(cups, '4', text), value, text);
});

test('a unit in its short form, in another spelling, or in a larger one of its sort is the one asked for', async () => {
  const words: Readonly<Record<string, readonly string[]>> = {
    minutes: ['90 minutes', '90 min', '90 mins', '1.5 hours', '90 minute'],
    litres: ['90 litres', '90 liters', '90 L', '90 litre'],
    miles: ['90 miles', '90 mi', '90 mile'],
    metres: ['90 metres', '90 meters', '90 m', '9000 cm'],
    inches: ['90 inches', '90 inch', '7.5 feet'],
    potatoes: ['90 potatoes', '90 potato'],
  };
  for (const [noun, right] of Object.entries(words)) {
    const prompt = `There are 45 boys, who need 2 of them each. How many ${noun} is that?`;
    for (const text of right) assert.equal(await earned(prompt, '90', text), 1, text);
    for (const text of ['90 boys', '90 kg', '90 hours'])
      assert.equal(await earned(prompt, '90', text), 0, `${noun}: ${text}`);
  }
});

test('degrees in LaTeX, a number of three digits that ends a sentence, denials in other languages', async () => {
  assert.equal(await earned('What is the angle, in degrees?', '540', '\\boxed{540^\\circ}'), 1);
  assert.equal(await earned('How many pages?', '180', '180. Verification: 180 - 54 = 126 = 18 × 7.'), 1);
  for (const text of ['No cuesta 30 €.', 'La chemise ne coûte pas 30 €.', 'Рубашка не стоит 30 евро.'])
    assert.equal(await earned('¿Cuánto cuesta, en euros?', '30', text), 0, text);
});

test('so much of it in a time is no count, and neither is a time', async () => {
  const cows = 'A farmer has 23 cows and buys 4 more each month for a year. How many cows has he then?';
  for (const [text, value] of [
    ['71 cows', 1],
    ['71 months', 0],
    ['71 cows per month', 0],
  ] as const)
    assert.equal(await earned(cows, '71', text), value, text);
  assert.equal(
    await earned(
      'The tap fills 30 litres in 5 minutes. How many litres per minute is that?',
      '6',
      '6 litres per minute',
    ),
    1,
  );
});

test('what stands behind "of the" is what the number is a part of', async () => {
  assert.equal(await earned('How many seats are free?', '122', 'So 122 of the 512 seats are free.'), 1);
  assert.equal(await earned('How many seats are free?', '512', 'So 122 of the 512 seats are free.'), 0);
});

test('a number that is a part of a term is not the number; a unit, a noun and "times" are no term', async () => {
  const asked = 'What is the value of the expression?';
  for (const number of ['9', '12', '350'])
    for (const [front, back] of [
      ['', ''],
      ['$', '$'],
      ['The answer is ', '.'],
      ['\\boxed{', '}'],
    ]) {
      for (const term of [
        'x',
        'y',
        'z',
        'i',
        'n',
        '\\pi',
        ' pi',
        'π',
        '√2',
        '\\sqrt{2}',
        '/x',
        ' - x',
        ' + C',
      ])
        assert.equal(
          await earned(asked, number, `${front}${number}${term}${back}`),
          0,
          `${front}${number}${term}`,
        );
      for (const rest of ['', ' apples', ' units', ' pieces', ' xylophones', ' m', '.0', ' in total'])
        if (!/[$\\]/.test(front!) || rest === '')
          assert.equal(
            await earned(asked, number, `${front}${number}${rest}${back}`),
            1,
            `${front}${number}${rest}`,
          );
      assert.equal(await earned('How many times as fast is it?', number, `${front}${number}x${back}`), 1);
      assert.equal(await earned(asked, number, `x = ${number}`), 1);
    }
  assert.equal(await earned(asked, '9', 'It is 9x faster.'), 1);
});

test('property: references are read one way under any mark that is said: a number and its thousandth are never both right', async () => {
  const digits = fc.tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 999 }));
  await fc.assert(
    fc.asyncProperty(
      digits,
      fc.constantFrom('.', ','),
      fc.constantFrom('.', ','),
      async ([high, low], mark, style) => {
        const group = style === '.' ? ',' : '.';
        const short = `${high}${group}${String(low).padStart(3, '0')}`;
        const [whole, thousandth] = [String(high * 1_000 + low), (high + low / 1_000).toFixed(4)];
        const rewards = async (references: string[]) => {
          const judge = finalNumber.prepare(toToolQuery({ references }), { mark });
          const verdicts = [whole, thousandth].map((text) => scoreOne(judge, { text: `#### ${text}` }));
          return (await Promise.all(verdicts)).map((verdict) => verdict.status === 'scored' && verdict.value);
        };
        assert.deepEqual(await rewards([short]), mark === style ? [1, 0] : [0, 1]);
        for (const other of [`${short}${style}00`, `${short}${group}000`])
          assert.equal((await rewards([short, other])).at(1), 0, `${short}, ${other} under ${mark}`);
      },
    ),
    { numRuns: 60 },
  );
});

test('a given of the question, said again behind the answer, is not the answer', async () => {
  const trip = 'How far does the car travel in 4 hours at 60 km/h?';
  const pens = 'A shop sells pens at 3 for $2. How much do 18 pens cost?';
  for (const [prompt, wanted, response, value] of [
    [trip, '240', 'The car travels 240 km in 4 hours.', 1],
    [trip, '240', 'At 60 km/h the car travels 250 km in 4 hours.', 0],
    [trip, '4', 'The car travels 240 km in 4 hours.', 0],
    [trip, '4', 'It takes 4 hours.', 1],
    [pens, '12', 'So Lena pays 12 dollars for all 18 pens, a fair price for 6 packs.', 1],
    [pens, '12', 'So Lena pays 18 dollars for all 18 pens, a fair price for 12 packs.', 0],
    [pens, '18', 'So Lena pays 12 dollars for all 18 pens.', 0],
    [
      'How many cups must Ann add to 5 cups to fill 20 boxes?',
      '15',
      'She adds 15 cups to the 5 cups and fills 20 boxes.',
      1,
    ],
  ] as const) {
    const query = toToolQuery({ messages: [{ role: 'user', content: prompt }], references: [wanted] });
    const verdict = await scoreOne(finalNumber.prepare(query, {}), { text: response });
    assert.equal(verdict.status === 'scored' && verdict.value, value, `${wanted}: ${response}`);
  }
});
