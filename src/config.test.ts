import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from './config.ts';
import { llmFromEnvironment } from './models/settings.ts';

test('the environment names endpoint, model, provider and recording; what is empty is not set', () => {
  assert.deepEqual(
    llmFromEnvironment({
      RLAR_LLM_BASE_URL: 'http://127.0.0.1:8000/v1',
      RLAR_LLM_MODEL: 'tiny',
      RLAR_LLM_PROVIDER: '',
      RLAR_LLM_API_KEY: 'secret',
    }),
    { baseUrl: 'http://127.0.0.1:8000/v1', model: 'tiny' },
  );
  assert.deepEqual(llmFromEnvironment({}), {});
});

test('settings have defaults, and what is wrong is named', () => {
  const { llm, acquire } = parseConfig({});
  assert.equal(llm.provider, 'openai-compatible');
  assert.equal(llm.maxTokens, 16_384);
  assert.equal(acquire.maxUsd, null);
  const wrong = (input: object, field: RegExp) =>
    assert.throws(() => parseConfig(input), { code: 'RLAR_INVALID_CONFIG', message: field });
  wrong({ llm: { baseUrl: 'file:///etc' } }, /^llm\.baseUrl: /);
  wrong({ llm: { provider: '../evil' } }, /^llm\.provider: /);
  wrong({ llm: { apiKey: 'secret' } }, /^llm: .*apiKey/);
  wrong({ acquire: { maxCalls: 0 } }, /^acquire\.maxCalls: /);
});
