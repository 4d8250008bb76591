import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fc } from '../../testing/fc.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { evaluate, isSame } from './expression.ts';
import { puzzleSolution } from './index.ts';

for (const entry of readFixtures(import.meta.dirname)) {
  test(`puzzle-solution: ${entry.class}: ${entry.name}`, async () => {
    assert.equal(fixtureMismatch(puzzleSolution, entry, await runFixture(puzzleSolution, entry)), null);
  });
}

async function value(tests: object, text: string): Promise<number | null> {
  const verdict = await scoreOne(puzzleSolution.prepare(toToolQuery({ tests: tests as never }), {}), {
    text,
  });
  return verdict.status === 'scored' ? verdict.value : null;
}

const tree = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.integer({ min: 0, max: 60 }).map(String),
    fc
      .tuple(tie('node'), fc.constantFrom('+', '-', '*', '/'), tie('node'))
      .map(([left, sign, right]) => `(${left} ${sign} ${right})`),
  ),
})).node;

test('expressions come to what JavaScript computes, exactly', () => {
  fc.assert(
    fc.property(tree, (text) => {
      const read = evaluate(text);
      // The text is generated from digits, signs and brackets alone.
      const expected = new Function(`return ${text.replace(/\b0+(?=\d)/g, '')}`)() as number;
      fc.pre(text.length <= 400);
      if (!read) return assert.ok(!Number.isFinite(expected) || /\/ ?\(|\/ 0/.test(text));
      const got = Number(read.value.top) / Number(read.value.bottom);
      assert.ok(Math.abs(got - expected) <= 1e-6 * Math.max(1, Math.abs(expected)), `${text}: ${got}`);
      return assert.ok(isSame(read.value, read.value));
    }),
  );
});

test('a countdown is right exactly where each number is used once and the value is the target', async () => {
  const numbers = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 2, maxLength: 5 });
  const signs = fc.array(fc.constantFrom('+', '-', '*'), { minLength: 4, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(numbers, signs, fc.nat({ max: 3 }), async (given, all, change) => {
      const text = given
        .map((number, index) => (index === 0 ? `${number}` : ` ${all[index - 1]} ${number}`))
        .join('');
      const read = evaluate(text)!;
      const target = Number(read.value.top);
      const tests = { puzzle: 'countdown', numbers: given, target: target + change };
      assert.equal(await value(tests, `<answer>${text}</answer>`), change === 0 ? 1 : 0);
      assert.equal(await value({ ...tests, target }, `<answer>${text} = ${target}</answer>`), 1);
      assert.equal(await value({ ...tests, target }, `<answer>${target}</answer>`), 0);
      assert.equal(
        await value({ ...tests, target: target + 1 }, `<answer>${text} + 1</answer>`),
        given.includes(0) ? 1 : 0,
      );
    }),
  );
});

test('roles: all right is 1, any one turned is 0', async () => {
  const people = fc.uniqueArray(fc.constantFrom('Ada', 'Bo', 'Cem', 'Dea', 'Eli'), { minLength: 2 });
  await fc.assert(
    fc.asyncProperty(
      people,
      fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      fc.nat({ max: 4 }),
      async (names, truth, turned) => {
        const word = (knight: boolean) => (knight ? 'knight' : 'knave');
        const roles = Object.fromEntries(names.map((name, index) => [name, word(truth[index]!)]));
        const list = (flip: number) =>
          names
            .map((name, index) => `(${index + 1}) ${name} is a ${word(truth[index]! !== (index === flip))}`)
            .join('\n');
        const tests = { puzzle: 'roles', roles };
        assert.equal(await value(tests, `CONCLUSION:\n${list(-1)}`), 1);
        assert.equal(await value(tests, `<answer>${list(turned % names.length)}</answer>`), 0);
        assert.equal(await value(tests, `<answer>${list(-1)}\n${list(0)}</answer>`), 0);
      },
    ),
  );
});

test('hostile texts earn nothing', async () => {
  const tests = [
    { puzzle: 'countdown', numbers: [3, 5, 9], target: 24 },
    { puzzle: 'roles', roles: { Ada: 'knight', Bo: 'knave' } },
    { puzzle: 'grid', houses: { 'House 1': { Name: 'Mia' } } },
  ];
  const bombs = [
    '('.repeat(500_000),
    '1+'.repeat(500_000),
    '{"a":'.repeat(300_000),
    'Ada is '.repeat(200_000),
    '\n'.repeat(500_000),
    '<answer>'.repeat(100_000),
  ];
  for (const puzzle of tests) for (const text of bombs) assert.notEqual(await value(puzzle, text), 1);
});

test('a grid may be told in lines, one for each house, and its attributes under spaced names', async () => {
  const houses = {
    'House 1': { Name: 'Ann', PhoneModel: 'pixel 6' },
    'House 2': { Name: 'Anna', PhoneModel: 'galaxy s21' },
  };
  const grid = { puzzle: 'grid', houses };
  const lines = '**House 1**: Ann, with the Pixel 6.\n- House 2: Anna, Galaxy-S21';
  assert.equal(await value(grid, `So we have:\n${lines}`), 1);
  assert.equal(await value(grid, lines.replace('Anna', 'Ann')), 0);
  assert.equal(await value(grid, lines.replace('Pixel 6', 'pixel 6 or galaxy s21')), 0);
  assert.equal(await value(grid, lines.replace('Pixel 6', 'phone')), null);
  assert.equal(await value(grid, `${lines}\nHouse 1: Anna, galaxy s21`), null);
  const spaced = {
    'House 1': { Name: 'Ann', 'Phone Model': 'Pixel 6' },
    'House 2': { Name: 'Anna', phone_model: 'galaxy s21' },
  };
  assert.equal(await value(grid, JSON.stringify(spaced)), 1);
});

test('roles may stand behind a colon, a dash or in a table', async () => {
  const roles = { puzzle: 'roles', roles: { Zoey: 'knight', Owen: 'knave' } };
  for (const between of [': ', ' - ', ' – ', ' → ', ' | ', ' is a ', ':** ']) {
    const said = (zoey: string, owen: string) => `Zoey${between}${zoey}\nOwen${between}${owen}`;
    assert.equal(await value(roles, said('knight', 'knave')), 1, between);
    assert.equal(await value(roles, said('knave', 'knight')), 0, between);
    assert.equal(await value(roles, `${said('knight', 'knave')}\n${said('knave', 'knave')}`), 0, between);
  }
});
