import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../spec/json.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fc } from '../../testing/fc.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { jsonSchema } from './index.ts';

const person = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] };

async function verdictOf(response: string, schema: JsonObject) {
  return scoreOne(jsonSchema.prepare(toToolQuery({ schema }), {}), { text: response });
}

for (const entry of readFixtures(import.meta.dirname)) {
  test(`json-schema: ${entry.class}: ${entry.name}`, async () => {
    assert.equal(fixtureMismatch(jsonSchema, entry, await runFixture(jsonSchema, entry)), null);
  });
}

test('the errors name their paths', async () => {
  const schema = {
    type: 'array',
    items: { type: 'object', required: ['a'], properties: { b: { type: 'number' } } },
  };
  const verdict = await verdictOf('[{"a": 1}, {"b": "x"}]', schema);
  assert.deepEqual(verdict.evidence, {
    where: 'whole',
    errors: ["/1 must have required property 'a'", '/1/b must be number'],
  });
});

test('any JSON is valid against its own constant, in every wrapping, and no other value is', async () => {
  const wrap = fc.constantFrom(
    (text: string) => text,
    (text: string) => `\`\`\`json\n${text}\n\`\`\``,
    (text: string) => `<think>[1]</think>\n${text}`,
    (text: string) => `Here you are:\n\`\`\`\n${text}\n\`\`\`\nDone.`,
  );
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(
        fc.oneof(fc.string(), fc.constantFrom('toString', 'valueOf', 'constructor')),
        fc.jsonValue({ maxDepth: 2 }),
      ),
      fc.string(),
      wrap,
      async (value, other, put) => {
        const plain: JsonObject = JSON.parse(JSON.stringify(value));
        // A query never holds a key `__proto__`: the boundary leaves it out (spec/json.ts), so no response can equal such a constant.
        fc.pre(!/`|__proto__/.test(JSON.stringify(plain)));
        const right = await verdictOf(put(JSON.stringify(plain)), { const: plain });
        assert.equal(right.status === 'scored' && right.value, 1);
        const wrong = await verdictOf(put(JSON.stringify({ ...plain, [`${other}x`]: 1, x: 2 })), {
          const: plain,
        });
        if (!Object.hasOwn(plain, `${other}x`)) assert.equal(wrong.status === 'scored' && wrong.value, 0);
      },
    ),
    { numRuns: 40 },
  );
});

test('hostile inputs are answered and earn nothing', async () => {
  const bombs = [
    '{'.repeat(900_000),
    '[{"a":'.repeat(100_000),
    '{"a":1} '.repeat(100_000),
    '"'.repeat(900_001),
    '```'.repeat(300_000),
    '\n'.repeat(100_000),
    `[${'1,'.repeat(400_000)}1]`,
    '\\"'.repeat(400_000),
    '{}'.repeat(5_000_000),
  ];
  for (const bomb of bombs) {
    const verdict = await verdictOf(bomb, person);
    assert.equal(verdict.status === 'scored' && verdict.value, 0);
  }
});

test('a document that equals the reference has content, however short its values are', async () => {
  const schema: JsonObject = {
    $ref: '#/$defs/node',
    $defs: {
      node: {
        type: 'object',
        properties: {
          name: { type: 'string' },
          children: { type: 'array', items: { $ref: '#/$defs/node' } },
        },
        required: ['name', 'children'],
      },
    },
  };
  const leaf = (name: string): JsonObject => ({ name, children: [] });
  const tree: JsonObject = { name: 'A', children: [leaf('B'), leaf('C')] };
  const query = toToolQuery({ references: [JSON.stringify(tree)], schema });
  const earned = async (document: JsonObject) => {
    const verdict = await scoreOne(jsonSchema.prepare(query, {}), { text: JSON.stringify(document) });
    return verdict.status === 'scored' ? verdict.value : null;
  };
  assert.equal(await earned(tree), 1);
  assert.equal(await earned({ name: 'A', children: [leaf('C'), leaf('B')] }), 0);
  assert.equal(await earned(leaf('A')), 0);
});
