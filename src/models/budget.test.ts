import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_BUDGET } from './budget.ts';
import type { Completer } from './completer.ts';
import { meteredChatModel } from './metered-chat-model.ts';

const question = { purpose: 'write', system: 's', prompt: 'p'.repeat(39) };
const cheap: Completer = {
  name: 'cheap',
  complete: async () => ({ text: 'x', inputTokens: 10, outputTokens: 10, model: 'cheap' }),
};
const price = { input: 1e5, output: 1e5 };

test('the call that would be one too many is not sent, also beside others in work', async () => {
  const model = meteredChatModel(cheap, { budget: { ...NO_BUDGET, maxCalls: 3 } });
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => model.ask(question)));
  assert.deepEqual(
    outcomes.map((outcome) => outcome.status),
    ['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected'],
  );
  assert.equal(model.usage.calls, 3);
  await assert.rejects(model.ask(question), { code: 'RLAR_BUDGET_SPENT', message: /3 of 3 calls/ });
});

test('tokens are bounded, the prompt that is about to be sent included', async () => {
  const model = meteredChatModel(cheap, { budget: { ...NO_BUDGET, maxTokens: 35 } });
  await model.ask(question);
  await model.ask({ ...question, prompt: '' });
  await assert.rejects(model.ask({ ...question, prompt: '' }), { code: 'RLAR_BUDGET_SPENT' });
  await assert.rejects(model.ask(question), { code: 'RLAR_BUDGET_SPENT', message: /40 of 35 tokens/ });
});

test('US dollars are bounded by the configured price', async () => {
  const model = meteredChatModel(cheap, { price, budget: { ...NO_BUDGET, maxUsd: 4 } });
  await model.ask(question);
  await model.ask(question);
  assert.equal(model.usage.costUsd, 4);
  await assert.rejects(model.ask(question), { code: 'RLAR_BUDGET_SPENT', message: /US dollars/ });
  assert.throws(() => meteredChatModel(cheap, { budget: { ...NO_BUDGET, maxUsd: 4 } }), {
    code: 'RLAR_INVALID_CONFIG',
  });
});
