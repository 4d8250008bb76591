import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { scriptedModel } from './scripted-model.ts';

const question = { purpose: 'design', system: 'You design.', prompt: 'What is 2 + 2?' };
const shape = z.object({ answer: z.number() });

test('answers come in order and are counted', async () => {
  const model = scriptedModel(['<think>easy</think>four', { answer: 4 }]);
  assert.equal(await model.ask(question), 'four');
  assert.deepEqual(await model.askStructured(question, shape), { answer: 4 });
  assert.equal(model.usage.calls, 2);
  assert.ok(model.usage.inputTokens > 0 && model.usage.outputTokens > 0);
  await assert.rejects(model.ask(question), { code: 'RLAR_CASSETTE_MISS' });
});

test('an answer without the shape is asked for once more, with the reason', async () => {
  const model = scriptedModel(['{"answer": "four"}', 'Sorry. ```json\n{"answer": 4}\n```']);
  assert.deepEqual(await model.askStructured(question, shape), { answer: 4 });
  assert.deepEqual(
    model.requests.map((request) => request.purpose),
    ['design', 'design.repair'],
  );
  assert.match(model.requests[1]!.prompt, /"answer": "four"/);
  assert.match(model.requests[1]!.prompt, /answer: .*expected number/);
});

test('two answers without the shape are an error', async () => {
  const model = scriptedModel(['nothing', '[]', '{"answer": 4}']);
  await assert.rejects(model.askStructured(question, shape), { code: 'RLAR_MODEL_INVALID_OUTPUT' });
  assert.equal(model.usage.calls, 2);
});

test('a program that handles thinking tags survives', async () => {
  const code = "function f(text) { return text.split('</think>').at(-1); }";
  const model = scriptedModel([{ code }, `Here it is:\n${JSON.stringify({ code })}\nDone.`]);
  const program = z.object({ code: z.string() });
  assert.equal((await model.askStructured(question, program)).code, code);
  assert.equal((await model.askStructured(question, program)).code, code);
});
