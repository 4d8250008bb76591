import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fc } from '../../testing/fc.ts';
import { toToolQuery } from '../fixtures.ts';
import { jsonSchema } from './index.ts';

const PROMPT = 'Invent a planet for a story. Answer in JSON with its name, ruler, motto, moons and age.';
const TYPES = { name: 'string', ruler: 'string', motto: 'string', moons: 'integer', age: 'number' } as const;

function schemaOf(keys: readonly (keyof typeof TYPES)[]): JsonObject {
  const properties = Object.fromEntries(keys.map((key) => [key, { type: TYPES[key] }]));
  return { type: 'object', required: [...keys], properties };
}

async function judge(value: JsonValue, schema: JsonObject, prompt = PROMPT): Promise<number | null> {
  const text = JSON.stringify(value);
  const verdict = await scoreOne(
    jsonSchema.prepare(toToolQuery({ schema, messages: [{ role: 'user', content: prompt }] }), {}),
    { text },
  );
  return verdict.status === 'scored' ? verdict.value : null;
}

test('texts that all say that nothing is known earn nothing, whatever the numbers beside them', async () => {
  const unknown = fc.constantFrom(
    'unknown',
    'N/A',
    'none',
    'not sure',
    'to be determined',
    'no name given',
    'unclear',
  );
  const number = fc.constantFrom(-1, 0, 1, 9, 999);
  await fc.assert(
    fc.asyncProperty(unknown, unknown, number, number, async (name, ruler, moons, age) => {
      const schema = schemaOf(['name', 'ruler', 'moons', 'age']);
      assert.equal(await judge({ name, ruler, moons, age }, schema), 0);
      assert.equal(await judge({ name: 'Orla', ruler, moons, age }, schema), 1);
    }),
    { numRuns: 40 },
  );
  const paid = 'Extract name, ruler and age: "It is 412 years old."';
  assert.equal(
    await judge({ name: 'unknown', ruler: 'unknown', age: 412 }, schemaOf(['name', 'ruler', 'age']), paid),
    1,
  );
  const asked = 'Describe the town of Orla. Use "unknown" for what nobody knows. Keys: name, ruler, age.';
  assert.equal(
    await judge({ name: 'unknown', ruler: 'unknown', age: 3 }, schemaOf(['name', 'ruler', 'age']), asked),
    1,
  );
});

test('one text under keys that ask for different things earns nothing', async () => {
  const word = fc.constantFrom('John', 'ok', 'Character', 'yes', 'Orla');
  await fc.assert(
    fc.asyncProperty(word, async (text) => {
      assert.equal(
        await judge({ name: text, ruler: text, motto: text }, schemaOf(['name', 'ruler', 'motto'])),
        0,
      );
      assert.equal(
        await judge({ name: text, ruler: text, moons: 0 }, schemaOf(['name', 'ruler', 'moons'])),
        0,
      );
      assert.equal(
        await judge({ name: text, ruler: 'Ada', motto: text }, schemaOf(['name', 'ruler', 'motto'])),
        1,
      );
    }),
    { numRuns: 15 },
  );
  assert.equal(await judge({ name: 'planet', ruler: 'planet' }, schemaOf(['name', 'ruler'])), 0);
  assert.equal(await judge({ name: 'Luxembourg', ruler: 'Luxembourg' }, schemaOf(['name', 'ruler'])), 1);
  const rated: JsonObject = {
    type: 'object',
    properties: { spelling: { type: 'string' }, grammar: { type: 'string' }, tone: { type: 'string' } },
  };
  assert.equal(await judge({ spelling: 'good', grammar: 'good', tone: 'good' }, rated, 'Rate the essay.'), 1);
});
