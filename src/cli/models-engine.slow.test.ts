import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type HubServer, hubServer } from '../testing/hub/hub-server.ts';
import { rewardHubModel } from '../testing/reward-models/reward-hub-model.ts';
import { safetensorsBytes } from '../testing/reward-models/safetensors-bytes.ts';
import { rlarProcess } from '../testing/rlar-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'models-engine-'));
const testing = join(import.meta.dirname, '../testing');
let hub: HubServer;
before(async () => {
  const json = (value: object) => Buffer.from(JSON.stringify(value));
  hub = await hubServer({
    models: [
      rewardHubModel(
        { id: 'lab/chat-preference' },
        {
          'config.json': json({
            architectures: ['Qwen3ForSequenceClassification'],
            model_type: 'qwen3',
            id2label: { 0: 'LABEL_0' },
            max_position_embeddings: 512,
          }),
          'tokenizer.json': json({ model: {} }),
          'tokenizer_config.json': json({
            chat_template: "{{ messages[0]['content'] }}",
            model_max_length: 512,
          }),
          'model.safetensors': safetensorsBytes({
            'model.embed_tokens.weight': { shape: [130_000, 16], numbers: new Float32Array(2_080_000) },
            'score.weight': { shape: [1, 16], numbers: new Float32Array(16).fill(1) },
          }),
        },
      ),
    ],
  });
  // A small server process of ours in the engine's place: it has the engine's shapes, and a real small model behind them.
  writeFileSync(
    join(folder, 'engine.ts'),
    `import { rewardModelServer } from ${JSON.stringify(join(testing, 'reward-model-server.ts'))};
     import { modelBehind } from ${JSON.stringify(join(testing, 'reward-models/model-behind.ts'))};
     import { tinyRewardModel } from ${JSON.stringify(join(testing, 'reward-models/tiny-reward-model.ts'))};
     const [, , port, model] = process.argv;
     await rewardModelServer({ runtime: 'vllm', model, score: modelBehind(tinyRewardModel()), port: Number(port) });`,
  );
});
after(async () => {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

const rlar = (...args: string[]) =>
  rlarProcess(folder, { HF_ENDPOINT: hub.url, HF_TOKEN: '', RLAR_HOME: join(folder, 'home') }, args);

test('a model is deployed with an engine that rlar starts, scores, and leaves no process behind', async () => {
  const command = [
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    join(folder, 'engine.ts'),
    '{port}',
    '{model}',
  ];
  const deployed = await rlar(
    ...['models', 'deploy', 'lab/chat-preference', '--kind', 'chat', '--id', 'served'],
    ...['--engine', 'vllm', '--command', JSON.stringify(command)],
  );
  assert.equal(deployed.code, 0, deployed.out + deployed.err);
  const file = join(folder, 'rows.jsonl');
  const responses = ['The capital of France is Paris.', 'A stupid potato.'];
  writeFileSync(file, JSON.stringify({ prompt: 'What is the capital of France?', responses }));
  const scored = await rlar('score', file, '--tool', 'served', '--out', '-', '--no-record');
  const values = [...scored.out.matchAll(/"reward":(-?[\d.]+)/g)].map(([, value]) => Number(value));
  assert.equal(values.length, 2, scored.out + scored.err);
  assert.ok(values[0]! > values[1]!);
});

test('for a cluster the manifest is printed, and nothing is fetched or started', async () => {
  const printed = await rlar(
    'models',
    'deploy',
    'lab/chat-preference',
    '--kind',
    'chat',
    '--engine',
    'vllm',
    '--manifest',
  );
  assert.equal(printed.code, 0, printed.err);
  assert.match(
    printed.out,
    /kind: Deployment[\s\S]*lab\/chat-preference[\s\S]*--revision[\s\S]*kind: Service/,
  );
  const odd = await rlar('models', 'deploy', 'lab/chat-preference', '--kind', 'chat', '--command', '["x"]');
  assert.match(odd.err, /--command goes with --engine/);
});
