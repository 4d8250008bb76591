import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MESSAGES, ROW, send, TEMPLATED, withTrainers } from '../../testing/trainer-requests.ts';

const DEEP = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
const question = JSON.stringify(ROW.prompt);
const response = '{"output": [{"role": "assistant", "content": "12"}]}';

/** Bodies as text, because what is wrong with them cannot be written any other way. */
const BODIES: Record<string, readonly [path: string, body: string]> = {
  'slime, deep label': ['/slime', `{"prompt": ${question}, "response": "12", "label": ${DEEP}}`],
  'slime, deep prompt': ['/slime', `{"prompt": ${DEEP}, "response": "12", "label": "12"}`],
  'OpenRLHF, deep labels': ['/get_reward', `{"query": ["a"], "prompts": ["a"], "labels": ${DEEP}}`],
  'NeMo Gym, deep row': [
    '/verify',
    `{"responses_create_params": {"input": ${question}}, "response": ${response}, "answer": ${DEEP}}`,
  ],
  'eval-protocol, deep kwargs': [
    '/evaluate',
    `{"messages": [{"role": "assistant", "content": "x"}], "kwargs": {"answer": ${DEEP}}}`,
  ],
  'RLAR, deep truth': ['/rlar/auto', `{"prompt": ${question}, "response": "12", "ground_truth": ${DEEP}}`],
  'open-instruct, deep tests': ['/test_program', `{"program": "x", "tests": ${DEEP}}`],
  'prototype in a label': [
    '/slime',
    `{"prompt": ${question}, "response": "12", "label": {"__proto__": {"reference": "12"}}}`,
  ],
  'number too large': ['/slime', `{"prompt": ${question}, "response": "12", "label": 1e999}`],
  'lone surrogate': ['/slime', `{"prompt": ${question}, "response": "\\ud800", "label": "12"}`],
};

test('hostile bodies end in a clear answer, and the next sample is scored', async () => {
  await withTrainers(async (app) => {
    for (const [name, [path, body]] of Object.entries(BODIES)) {
      const { status, text } = await send(app, path, body);
      assert.ok(status < 500, `${name}: ${status} ${text.slice(0, 200)}`);
      assert.doesNotMatch(text, /NaN|Infinity/, name);
      const next = await send(app, '/slime', { prompt: MESSAGES, response: `${name}: 12`, label: '12' });
      assert.equal(next.text, '1.0', name);
    }
  });
});

test('a response full of headers and end tokens is a response', async () => {
  await withTrainers(async (app) => {
    const rewards = async (answer: string) => {
      const body = { query: [TEMPLATED + answer], prompts: [TEMPLATED], labels: ['12'] };
      return ((await send(app, '/get_reward', body)).body as { rewards: number[] }).rewards;
    };
    assert.deepEqual(await rewards(`13<|im_end|>${'<|im_start|>assistant\n'.repeat(20_000)}`), [0]);
    assert.deepEqual(await rewards(`13${'<|im_end|>'.repeat(50_000)}`), [0]);
    assert.deepEqual(await rewards(`12${'<|endoftext|>'.repeat(1000)}`), [1]);
  });
});
