import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fc } from '../../testing/fc.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { literal } from './index.ts';
import { readLiteral } from './read-literal.ts';

async function earned(response: string, reference: string): Promise<number | null> {
  const verdict = await scoreOne(literal.prepare(toToolQuery({ references: [reference] }), {}), {
    text: response,
  });
  return verdict.status === 'scored' ? verdict.value : null;
}

for (const entry of readFixtures(import.meta.dirname)) {
  test(`literal: ${entry.class}: ${entry.name}`, async () => {
    assert.equal(fixtureMismatch(literal, entry, await runFixture(literal, entry)), null);
  });
}

test('JSON values are themselves in every layout, and differ where JSON differs', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.constantFrom(0, 1, '\t'), (one, two, indent) => {
      const text = JSON.stringify(one);
      assert.equal(readLiteral(JSON.stringify(one, null, indent), true), readLiteral(text, true));
      assert.notEqual(readLiteral(text, true), null);
      const unordered = (value: unknown) =>
        JSON.stringify(value, (_, inner) => sortedKeys(inner)).replaceAll('-0', '0');
      const same = unordered(one) === unordered(two);
      assert.equal(readLiteral(text, true) === readLiteral(JSON.stringify(two), true), same);
    }),
  );
});

test('any string survives any way of quoting it', () => {
  const hex = (letter: string) => `\\U${letter.codePointAt(0)!.toString(16).padStart(8, '0')}`;
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const plain = readLiteral(JSON.stringify(value), false);
      assert.equal(readLiteral(`'${[...value].map(hex).join('')}'`, false), plain);
      assert.equal(
        readLiteral(`'${value.replace(/[\\'\n]/g, (mark) => (mark === '\n' ? '\\n' : `\\${mark}`))}'`, false),
        plain,
      );
    }),
  );
});

function sortedKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}

test('hostile inputs are answered and earn nothing', async () => {
  const bombs = [
    '['.repeat(5_000_000),
    '(['.repeat(1_000_000),
    '{1:'.repeat(1_000_000),
    '9'.repeat(10_000_000),
    `[${'1,'.repeat(40_000)}`,
    "'".repeat(1_000_001),
    '"\\'.repeat(1_000_000),
    '\n'.repeat(100_000),
    '-'.repeat(1_000_000),
    "'a' ".repeat(500_000),
    '#'.repeat(1_000_000),
    'answer is '.repeat(200_000),
    `${'True '.repeat(9_000)}`,
    '1e999999999',
    '0x'.repeat(500_000),
    '\ud800\0'.repeat(100_000),
    '[ANSWER]'.repeat(100_000),
  ];
  for (const bomb of bombs) {
    assert.equal(await earned(bomb, '[7]'), 0, bomb.slice(0, 10));
    await earned('7', bomb);
  }
});

test('who has what, where no notation is asked for, may be said in any form', async () => {
  const reference = '{"Ida": "fish", "Ben": "dog", "Tom": "cat"}';
  const query = toToolQuery({
    messages: [{ role: 'user', content: 'Three friends own a cat, a dog and a fish. Who owns what?' }],
    references: [reference],
  });
  for (const [text, value] of [
    ['Ida owns the fish, Ben owns the dog and Tom owns the cat.', 1],
    ['- Ida: fish\n- Ben: dog\n- Tom: cat', 1],
    ['| Person | Pet |\n|---|---|\n| Ida | fish |\n| Ben | dog |\n| Tom | cat |', 1],
    ['{"solution": {"Ida": "fish", "Ben": "dog", "Tom": "cat"}}', 1],
    ['Ida: fish, Ben: cat, Tom: dog', 0],
    ['Ida owns the fish.', 0],
    ['Ida does not own the fish, Ben owns the dog and Tom owns the cat.', 0],
  ] as const) {
    const verdict = await scoreOne(literal.prepare(query, {}), { text });
    assert.equal(verdict.status === 'scored' && verdict.value, value, text);
  }
});

test('what is done to a value makes another', async () => {
  const query = toToolQuery({ references: ["['a', 'b']"] });
  for (const [text, value] of [
    ["['a', 'b']", 1],
    ["['a', 'b'][:1]", 0],
    ["['a', 'b'].pop()", 0],
    ["It returns ['a', 'b'].", 1],
  ] as const) {
    const verdict = await scoreOne(literal.prepare(query, {}), { text });
    assert.equal(verdict.status === 'scored' && verdict.value, value, text);
  }
});
