import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import { schemaIn, schemaInPrompt } from './schema-in-prompt.ts';

const SCHEMA = {
  type: 'object',
  properties: { city: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
};
const text = JSON.stringify(SCHEMA);
const user = (content: string) => [{ role: 'user' as const, content }];

test('a schema in the wrappings of requests', () => {
  assert.deepEqual(schemaIn({ type: 'json_schema', json_schema: { name: 'x', schema: SCHEMA } }), SCHEMA);
  assert.deepEqual(schemaIn(JSON.stringify({ schema: SCHEMA })), SCHEMA);
  assert.equal(schemaIn({ type: 'json_object' }), null);
  assert.equal(schemaIn('text'), null);
});

test('the one schema that a prompt shows, wherever its turns show it', () => {
  assert.deepEqual(schemaInPrompt(user(`Follow this schema: ${text}`)), SCHEMA);
  assert.deepEqual(
    schemaInPrompt([
      { role: 'system', content: `Schema:\n\`\`\`json\n${JSON.stringify(SCHEMA, null, 2)}\n\`\`\`` },
      ...user('Porto {'),
    ]),
    SCHEMA,
  );
});

test('what is no schema of the answer', () => {
  assert.equal(schemaInPrompt(user(`Here is some JSON: ${text}`)), null);
  assert.equal(schemaInPrompt(user(`Compare the schema ${text} with the schema ${text}`)), null);
  assert.equal(schemaInPrompt(user(`Tools and their schema: {"name": "f", "parameters": ${text}}`)), null);
  assert.equal(schemaInPrompt(user('A schema without an object')), null);
});

test('any text is read to its end', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('{', '}', '"', '\\', 'schema', '"type"', ' ') }),
      (noise) => {
        schemaInPrompt(user(`schema "type" ${noise}`));
      },
    ),
  );
});
