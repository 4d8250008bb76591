import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { loadConfig, parseConfig } from './config.ts';
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
  assert.deepEqual(
    llmFromEnvironment({
      RLAR_LLM_MODEL: 'a',
      RLAR_LLM_WITNESS_MODEL: 'b',
      RLAR_LLM_SECOND_OPINION_PROVIDER: '',
    }),
    { model: 'a', roles: { witness: { model: 'b' } } },
  );
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
  wrong(
    { llm: { roles: { witness: { baseUrl: 'http://127.0.0.1:1/v1' } } } },
    /^llm\.roles\.witness\.model: /,
  );
  wrong({ llm: { roles: { judge: { model: 'm' } } } }, /^llm\.roles: .*judge/);
  wrong({ llm: { apiKey: 'secret' } }, /^llm: .*apiKey/);
  wrong({ acquire: { maxCalls: 0 } }, /^acquire\.maxCalls: /);
});

test('a configuration in a clone imports rlar by its name, and the home is one folder wherever it is read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rlar-config-'));
  try {
    const file = join(folder, 'rlar.config.ts');
    writeFileSync(
      file,
      "import { defineConfig, defineTool, scored } from 'rlar';\nconst polite = defineTool({ id: 'polite', version: '1', title: 'Politeness', description: 'Says please.', type: 'verifier', slot: 'quality', kinds: ['chat'], prepare: () => (rollout) => scored(/please/.test(rollout.text) ? 1 : 0), fixtures: [] });\nexport default defineConfig({ tools: [polite], home: 'runs' });\n",
    );
    const config = await loadConfig(file);
    assert.deepEqual(
      [config.tools.map((tool) => tool.declaration.id), config.home],
      [['polite'], resolve('runs')],
    );
    writeFileSync(join(folder, 'broken.ts'), 'export default 3;');
    await assert.rejects(loadConfig(join(folder, 'broken.ts')), {
      code: 'RLAR_INVALID_CONFIG',
      remedy: /that file/,
    });
    await assert.rejects(loadConfig(join(folder, 'none.ts')), {
      code: 'RLAR_INVALID_CONFIG',
      remedy: /--config/,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
