import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import type { JsonObject } from '../spec/json.ts';
import { scriptedModel } from '../testing/scripted-model.ts';
import { askWithTools, type ModelTool } from './tool-loop.ts';

const request = { purpose: 'count', system: 'You count.', prompt: 'How many words has "a b c"?' };
const shape = z.object({ words: z.number() });
const input = z.object({ text: z.string() });
const count: ModelTool = {
  name: 'count',
  description: 'Counts words.',
  input,
  run: async (given) => {
    const { text } = input.parse(given);
    if (text === '') throw new Error('no text');
    return { words: text.split(' ').length };
  },
};
const call = (given: JsonObject) => ({ call: { tool: 'count', input: given }, answer: null });

test('the model calls tools, sees what they say, and answers', async () => {
  const model = scriptedModel([
    call({ text: 'a b c' }),
    call({ text: '' }),
    call({ texts: 1 }),
    { call: null, answer: { words: 3 } },
  ]);
  assert.deepEqual(await askWithTools(model, request, shape, { tools: [count] }), { words: 3 });
  const last = model.requests.at(-1)!.prompt;
  assert.match(last, /"words":3/);
  assert.match(last, /"error":"no text"/);
  assert.match(last, /"error":"text: /);
  assert.match(last, /Calls left: 5/);
});

test('who calls on when no call is left, or neither calls nor answers, has no answer', async () => {
  const forever = scriptedModel(() => call({ text: 'a' }));
  await assert.rejects(askWithTools(forever, request, shape, { tools: [count], most: 2 }), {
    code: 'RLAR_MODEL_INVALID_OUTPUT',
  });
  assert.equal(forever.requests.length, 3);
  const silent = scriptedModel([{ call: null, answer: null }]);
  await assert.rejects(askWithTools(silent, request, shape, { tools: [count] }), {
    code: 'RLAR_MODEL_INVALID_OUTPUT',
  });
});
