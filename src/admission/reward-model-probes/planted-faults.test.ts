/** Every planted fault is caught by the probe meant for it, and no sound model is refused. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { scoresOf } from '../../models/reward-models/recorded-scores.ts';
import { ScorerClient } from '../../models/reward-models/scorer-client.ts';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { rewardAdapter } from '../../testing/reward-adapter.ts';
import {
  type RewardModelServer,
  type RewardModelServerOptions,
  rewardModelServer,
  type ServedRuntime,
} from '../../testing/reward-model-server.ts';
import { type BodyFaults, modelBehind } from '../../testing/reward-models/model-behind.ts';
import { type TinyModel, tinyRewardModel } from '../../testing/reward-models/tiny-reward-model.ts';
import { probeRewardModel } from './probe-reward-model.ts';

const MODEL = 'owner/tiny-reward';
const SHA = '0123456789abcdef0123456789abcdef01234567';
const OLD = 'f'.repeat(40);
const signal = new AbortController().signal;
const servers: RewardModelServer[] = [];
after(() => Promise.all(servers.map((server) => server.close())));

interface Setting {
  readonly runtime: ServedRuntime;
  readonly spec?: Partial<AdapterSpec>;
  readonly weights?: TinyModel;
  readonly body?: BodyFaults;
  readonly server?: Partial<RewardModelServerOptions>;
  readonly kinds?: readonly string[];
}

const bodies = new Map<string, Readonly<Record<string, Buffer>>>();
function weightsOf(model: TinyModel): Readonly<Record<string, Buffer>> {
  const key = JSON.stringify(model);
  const files = bodies.get(key) ?? tinyRewardModel(model);
  bodies.set(key, files);
  return files;
}

const PAIR = { as: 'pair', first: '{prompt}', second: '{response}' } as const;
const TEXT = { as: 'template', template: '{prompt}[SEP]{response}' } as const;
const FINISHED = { as: 'template', template: '[CLS]{prompt}[SEP]{response}[SEP]' } as const;
const CHAT = { as: 'chat', system: 'forbid', assistant: true } as const;
const TEMPLATE =
  "{{ '[CLS]' }}{% for m in messages %}{% if loop.first %}{{ m['content'] }}{{ '[SEP]' }}{% else %}{{ m['content'] }}{{ '[SEP]' }}{% endif %}{% endfor %}";

async function serve({ runtime, spec = {}, weights = {}, body = {}, server = {} }: Setting) {
  const served = await rewardModelServer({
    runtime,
    model: MODEL,
    revision: SHA,
    score: modelBehind(weightsOf(weights), body),
    ...server,
  });
  servers.push(served);
  const adapter = rewardAdapter(runtime, {
    model: MODEL,
    revision: SHA,
    render: runtime === 'tei' ? PAIR : TEXT,
    maxTokens: 512,
    ...spec,
  });
  return { url: served.url, adapter };
}

async function probe(setting: Setting): Promise<string> {
  const { url, adapter } = await serve(setting);
  try {
    await probeRewardModel(adapter, url, { kinds: setting.kinds ?? ['chat'], signal });
    return 'sound';
  } catch (thrown) {
    return (thrown as Error).message;
  }
}

/** Scores of the right model, as its makers would write them down. */
async function recorded(spec: Partial<AdapterSpec> = {}) {
  const { url, adapter } = await serve({ runtime: 'sglang', spec });
  const texts = [
    { prompt: 'What is the capital of France?', response: 'The capital of France is Paris.' },
    { prompt: 'What is the capital of France?', response: 'banana' },
  ];
  const scores = await scoresOf(adapter, new ScorerClient(adapter, url), texts, signal);
  return texts.map((text, at) => ({ ...text, score: scores[at]! }));
}

const FAULTS: Readonly<Record<string, readonly [probe: string, setting: Setting][]>> = {
  sign: [
    ['order', { runtime: 'sglang', server: { faults: { sign: true } } }],
    ['order', { runtime: 'tei', weights: { sign: -1 } }],
  ],
  'activation left on': [
    ['activation', { runtime: 'sglang', server: { faults: { activation: true } } }],
    ['activation', { runtime: 'vllm', server: { faults: { activation: true } } }],
    ['activation', { runtime: 'openrlhf', server: { faults: { activation: true } } }],
  ],
  'BOS twice': [
    ['beginning', { runtime: 'sglang', spec: { render: FINISHED }, body: { beginsTwice: true } }],
    ['beginning', { runtime: 'vllm', spec: { render: FINISHED }, body: { beginsTwice: true } }],
  ],
  // A head of chance that orders everything rightly is told from a trained one by held-out pairs alone; the third is one.
  'wrong head': [1, 2, 4, 5, 6, 7].map((seed) => [
    'order',
    { runtime: 'sglang', weights: { randomHead: true, seed } },
  ]),
  'wrong template': [
    [
      'template',
      {
        runtime: 'vllm',
        spec: {
          render: {
            as: 'template',
            template: '<|im_start|>user\n{prompt}<|im_end|>\n<|im_start|>assistant\n{response}<|im_end|>\n',
          },
        },
      },
    ],
    [
      'template',
      {
        runtime: 'sglang',
        spec: {
          render: {
            as: 'template',
            template:
              '<bos><start_of_turn>user\n{prompt}<end_of_turn>\n<start_of_turn>model\n{response}<end_of_turn>\n',
          },
        },
      },
    ],
    [
      'template',
      { runtime: 'vllm', spec: { render: CHAT, chatTemplate: TEMPLATE }, body: { foreignTemplate: true } },
    ],
    ['template', { runtime: 'tei', body: { responseOnly: true } }],
  ],
  truncated: [
    ['truncation', { runtime: 'openrlhf', body: { cutsAt: 160 } }],
    ['truncation', { runtime: 'sglang', body: { cutsAt: 300 } }],
  ],
  'left padding': [
    ['padding', { runtime: 'sglang', body: { readsPadding: true } }],
    ['padding', { runtime: 'tei', body: { readsPadding: true } }],
  ],
  'label order': [
    [
      'order',
      {
        runtime: 'vllm',
        weights: { labels: 2 },
        spec: { read: { from: 'head', index: 1 } },
        server: { faults: { labels: true } },
      },
    ],
    [
      'order',
      {
        runtime: 'tei',
        weights: { labels: 2 },
        spec: { read: { from: 'head', index: 1 } },
        server: { faults: { labels: true } },
      },
    ],
  ],
  'dtype overflow': [
    ['finite', { runtime: 'sglang', body: { overflow: { above: 3, as: 'infinity' } } }],
    ['finite', { runtime: 'openrlhf', body: { overflow: { above: 11.5, as: 'ceiling' } } }],
  ],
  'stale revision': [
    ['identity', { runtime: 'tei', server: { revision: OLD } }],
    ['identity', { runtime: 'vllm', server: { root: `/models/snapshots/${OLD}` } }],
  ],
  'swapped endpoint': [
    ['identity', { runtime: 'vllm', server: { faults: { model: 'owner/other' } } }],
    ['identity', { runtime: 'tei', server: { faults: { model: 'owner/other' } } }],
  ],
  'length bias': [
    ['length', { runtime: 'sglang', body: { perByte: 0.5 } }],
    ['length', { runtime: 'openrlhf', body: { perByte: 0.15 } }],
    ['length', { runtime: 'tei', body: { perByte: -0.5 } }],
  ],
};

for (const [fault, settings] of Object.entries(FAULTS))
  test(`planted fault, ${fault}: caught by the probe meant for it`, async () => {
    for (const [name, setting] of settings) {
      const said = await probe(setting);
      assert.match(said, new RegExp(`probe ${name}: `), `${fault}, ${JSON.stringify(setting).slice(0, 200)}`);
    }
  });

test('a stale commit or another model under the right name is caught by recorded scores', async () => {
  const scores = await recorded();
  const spec = { recorded: scores };
  assert.equal(await probe({ runtime: 'openrlhf', spec }), 'sound');
  for (const weights of [{ seed: 9 }, { seed: 10 }])
    assert.match(
      await probe({ runtime: 'openrlhf', spec, weights }),
      /probe recorded-scores: .*another model/,
    );
});

const SOUND: readonly Setting[] = [
  { runtime: 'vllm' },
  { runtime: 'sglang', weights: { seed: 3 } },
  { runtime: 'tei' },
  { runtime: 'openrlhf', weights: { seed: 4 } },
  { runtime: 'plain', spec: { render: PAIR } },
  { runtime: 'vllm', spec: { runtime: 'vllm-pooling', read: { from: 'head', index: -1 } } },
  { runtime: 'vllm', spec: { runtime: 'vllm-classify-chat', render: CHAT } },
  { runtime: 'sglang', spec: { render: CHAT, chatTemplate: TEMPLATE, stripBos: true } },
  { runtime: 'vllm', weights: { labels: 2 }, spec: { read: { from: 'head', index: 1 } } },
  { runtime: 'tei', weights: { sign: -1, seed: 5 }, spec: { sign: -1 } },
  { runtime: 'tei', spec: { activation: 'sigmoid', range: [0, 1] } },
  { runtime: 'sglang', spec: { render: FINISHED }, kinds: ['translation'] },
];

for (const [at, setting] of SOUND.entries())
  test(`sound model ${at + 1} of ${SOUND.length} is not refused`, async () => {
    assert.equal(await probe(setting), 'sound');
  });
