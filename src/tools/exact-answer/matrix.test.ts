import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fc } from '../../testing/fc.ts';
import { toToolQuery } from '../fixtures.ts';
import { exactAnswer } from './index.ts';

async function earned(reference: string, text: string): Promise<number | null> {
  const query = toToolQuery({
    messages: [{ role: 'user', content: 'Fill in the grid.' }],
    references: [reference],
  });
  const verdict = await scoreOne(exactAnswer.prepare(query, {}), { text });
  return verdict.status === 'scored' ? verdict.value : null;
}

type Grid = readonly (readonly number[])[];
const FORMS: readonly ((grid: Grid) => string)[] = [
  (grid) => grid.map((row) => row.join(' ')).join('\n'),
  (grid) => `Here it is:\n\n${grid.map((row) => row.join('')).join('\n')}\n\nEvery row is complete.`,
  (grid) => `\`\`\`\n${grid.map((row) => row.join(', ')).join('\n')}\n\`\`\``,
  (grid) => JSON.stringify(grid),
  (grid) => grid.map((row) => `| ${row.join(' | ')} |`).join('\n'),
  ([head, ...rows]) =>
    `| ${head!.join(' | ')} |\n|${head!.map(() => '---').join('|')}|\n${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}`,
  (grid) => `<answer>${grid.map((row) => row.join(' ')).join('\n')}</answer>`,
];

test('a filled grid is read in any of its forms; another cell, a second grid and open cells earn nothing', async () => {
  const cell = fc.integer({ min: 1, max: 9 });
  const rows = fc
    .integer({ min: 3, max: 5 })
    .chain((size) =>
      fc.array(fc.array(cell, { minLength: size, maxLength: size }), { minLength: size, maxLength: size }),
    );
  await fc.assert(
    fc.asyncProperty(rows, fc.constantFrom(...FORMS), fc.nat(), async (grid, form, at) => {
      const reference = FORMS[0]!(grid);
      const turned = grid.map((row, y) =>
        row.map((value, x) => (y === at % grid.length && x === at % row.length ? (value % 9) + 1 : value)),
      );
      assert.equal(await earned(reference, form(grid)), 1, form(grid));
      assert.equal(await earned(reference, form(turned)), 0, form(turned));
      assert.equal(await earned(reference, form(grid.slice(1))), 0);
      const both = `${FORMS[0]!(turned)}\n\n${FORMS[0]!(grid)}`;
      assert.equal(await earned(reference, both), 0, both);
      const asked = FORMS[0]!(grid.map((row) => row.map((value, x) => (x === 0 ? 0 : value))));
      assert.equal(await earned(reference, `${asked}\n\n${form(grid)}`), 1, `${asked}\n\n${form(grid)}`);
    }),
    { numRuns: 60 },
  );
});

test('a list of rows is read inside of another list, and behind brackets that never close', async () => {
  const reference = '1 2\n3 4';
  for (const text of ['[[[1, 2], [3, 4]]]', `${'[['.repeat(9_000)} [[1,2],[3,4]]`, '[ [1, 2]\n, [3, 4] ]'])
    assert.equal(await earned(reference, text), 1, text.slice(-40));
  assert.equal(await earned(reference, '[[[1, 2], [3, 5]]]'), 0);
  assert.equal(await earned(reference, '[['.repeat(200_000)), 0);
});

test('who is what may be said in other forms, but not by somebody else', async () => {
  const reference = 'Zoey is a knight, and Mia is a knave.';
  for (const [text, value] of [
    ['{"Zoey": "knight", "Mia": "knave"}', 1],
    ['Zoey: knight\nMia: knave', 1],
    ['Mia is a knave and Zoey is a knight.', 1],
    ['Zoey is the knight (who tells the truth), while Mia is the knave.', 1],
    ['Zoey is a knave, and Mia is a knight.', 0],
    ['Zoey says that Zoey is a knight and Mia is a knave.', 0],
    ['If Zoey is a knight, Mia is a knave; if Zoey is a knave, Mia is a knight.', 0],
  ] as const)
    assert.equal(await earned(reference, text), value, text);
});

async function exactly(
  prompt: string,
  reference: string,
  text: string,
  options = {},
): Promise<number | null> {
  const query = toToolQuery({ messages: [{ role: 'user', content: prompt }], references: [reference] });
  const verdict = await scoreOne(exactAnswer.prepare(query, options), { text });
  return verdict.status === 'scored' ? verdict.value : null;
}

test('steps from the word of the question lead to the last one; a greeting may be the answer; what is printed keeps its commas', async () => {
  const rotate = 'Rotate the string "stone" left by two characters.';
  assert.equal(await exactly(rotate, 'onest', 'stone → tones → onest'), 1);
  assert.equal(await exactly(rotate, 'onest', 'stone → onest → nesto'), 0);
  const decode = 'Decode "KHOOR" (shift 3). Answer with one word.';
  for (const text of ['Hello', 'The answer is **hello**.', 'K→H, H→E\n\nHELLO'])
    assert.equal(await exactly(decode, 'HELLO', text), 1, text);
  assert.equal(await exactly(decode, 'HELLO', 'Sure!'), 0);
  assert.equal(await exactly('What is printed?', '4 4', '4, 4', { case: true }), 0);
  assert.equal(await exactly('What is printed?', '4 4', '4 4', { case: true }), 1);
});

test('an order that is denied or turned round is none', async () => {
  const sort = 'Sort these words alphabetically: plum, apricot, mango.';
  for (const [text, value] of [
    ['apricot, mango, plum', 1],
    ['apricot, mango, plum in reverse order', 0],
    ['not apricot, mango, plum', 0],
    ['The sorted list is apricot, mango, and plum.', 1],
    ['apricot, mango, plum, respectively', 1],
    ['apricot, mango, plum, quince', 0],
    ['acorn, apricot, mango, plum', 0],
    ['Sure, apricot, mango, plum', 1],
    ['apricot, mango, plum and quince.', 0],
  ] as const)
    assert.equal(await exactly(sort, 'apricot, mango, plum', text), value, text);
});

test('hostile: many empty lines around the parts of an answer are read once', async () => {
  const list = 'apricot\nmango\nplum';
  const empty = '\n'.repeat(19_000);
  for (const [text, value] of [
    [`${empty}${list}`, 1],
    [`> apricot${'\n> a'.repeat(4_000)}`, 0],
    [`apricot, mango${empty}`, 0],
  ] as const)
    assert.equal(
      await exactly('Sort these words: plum, apricot, mango.', 'apricot, mango, plum', text),
      value,
    );
});

test('who came first is an order, and each may be given its place', async () => {
  const race = 'Eva, Jon and Kim finished a race. Who came first, second and third?';
  for (const [text, value] of [
    ['Jon, Eva, Kim', 1],
    ['Jon came first, Eva second and Kim third.', 1],
    ['Kim came third, Jon first and Eva second.', 1],
    ['1. Jon\n2. Eva\n3. Kim', 1],
    ['Eva, Jon, Kim', 0],
    ['Jon came third, Eva second and Kim first.', 0],
    ['Jon, Eva, Kim or Kim, Jon, Eva', 0],
  ] as const)
    assert.equal(await exactly(race, 'Jon, Eva, Kim', text), value, text);
});
