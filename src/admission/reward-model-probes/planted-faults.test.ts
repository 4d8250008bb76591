/** Every planted fault is caught by the probe meant for it, and no sound model is refused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoresOf } from '../../models/reward-models/recorded-scores.ts';
import { ScorerClient } from '../../models/reward-models/scorer-client.ts';
import { jsonServer } from '../../testing/json-server.ts';
import { rewardAdapter } from '../../testing/reward-adapter.ts';
import {
  type PlantedSetting,
  plantedFaults,
  probeSetting,
  SOUND_SETTINGS,
  serveSetting,
} from '../../testing/reward-models/planted-faults.ts';
import { type TinyModel, tinyRewardModel } from '../../testing/reward-models/tiny-reward-model.ts';
import { ProbeBench } from './probe-bench.ts';
import { truncation } from './truncation.ts';

/** A head of chance that orders everything rightly is told from a trained one by held-out pairs alone; the third is one. */
const HEADS = [1, 2, 4, 5, 6, 7];
const MADE: Readonly<Record<string, TinyModel>> = {
  sound: {},
  other: { seed: 3 },
  inverted: { sign: -1, seed: 5 },
  'two labels': { labels: 2 },
  stale: { seed: 9 },
  ...Object.fromEntries(HEADS.map((seed, at) => [`untrained ${at}`, { randomHead: true, seed }])),
};
const kept = new Map<string, Readonly<Record<string, Buffer>>>();
const weights = (name: string) => {
  const files = kept.get(name) ?? tinyRewardModel(MADE[name]);
  kept.set(name, files);
  return files;
};
const faults = plantedFaults({ high: 11.5, scale: 1, untrained: HEADS.length });

test('all twelve are planted, and twelve sound ones stand beside them', () => {
  assert.equal(Object.keys(faults).length, 12);
  assert.equal(SOUND_SETTINGS.length, 12);
});

for (const [fault, settings] of Object.entries(faults))
  test(`planted fault, ${fault}: caught by the probe meant for it`, async () => {
    for (const [name, setting] of settings) {
      const said = await probeSetting(weights, setting);
      assert.match(said, new RegExp(`probe ${name}: `), `${fault}, ${JSON.stringify(setting).slice(0, 200)}`);
    }
  });

test('a layout with named fields that has the source apart from the instruction is not called cut', async (t) => {
  const [model, weigh] = [
    'lab/fields',
    (text: string) => [...text].reduce((sum, one) => (sum * 31 + one.codePointAt(0)!) % 9973, 7),
  ];
  const server = await jsonServer((_, body) => ({
    scores: (body as { inputs: object[] }).inputs.map((fields) => weigh(JSON.stringify(fields))),
  }));
  t.after(() => server.close());
  const fields = [
    { name: 'src', of: 'source' },
    { name: 'mt', of: 'response' },
  ] as const;
  const spec = rewardAdapter('plain', {
    model,
    render: { as: 'fields', fields: [...fields] },
    maxTokens: 256,
  });
  const bench = new ProbeBench(spec, server.url, {
    kinds: ['translation'],
    signal: AbortSignal.timeout(60_000),
  });
  assert.equal((await truncation.run(bench)).outcome, 'passed');
});

test('a stale commit or another model under the right name is caught by recorded scores', async () => {
  const signal = AbortSignal.timeout(60_000);
  const { served, adapter } = await serveSetting(weights, { runtime: 'sglang' });
  const texts = ['The capital of France is Paris.', 'banana'].map((response) => ({
    prompt: 'What is the capital of France?',
    response,
  }));
  const scores = await scoresOf(adapter, new ScorerClient(adapter, served.url), texts, signal);
  await served.close();
  const spec = { recorded: texts.map((text, at) => ({ ...text, score: scores[at]! })) };
  const probe = (setting: Partial<PlantedSetting>) =>
    probeSetting(weights, { runtime: 'openrlhf', spec, ...setting });
  assert.equal(await probe({}), 'sound');
  for (const name of ['stale', 'other'])
    assert.match(await probe({ weights: name }), /probe recorded-scores: .*another model/);
});

for (const [at, setting] of SOUND_SETTINGS.entries())
  test(`sound model ${at + 1} of ${SOUND_SETTINGS.length} is not refused`, async () => {
    assert.equal(await probeSetting(weights, setting), 'sound');
  });
