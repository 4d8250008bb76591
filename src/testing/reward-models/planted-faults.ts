import { probeRewardModel } from '../../admission/reward-model-probes/probe-reward-model.ts';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { rewardAdapter } from '../reward-adapter.ts';
import {
  type RewardModelServerOptions,
  rewardModelServer,
  type ServedRuntime,
} from '../reward-model-server.ts';
import { type BodyFaults, modelBehind } from './model-behind.ts';

/** Faults of served reward models, each planted in a server with a real model behind it, and sound ones beside them. */

const MODEL = 'owner/planted-reward';
const SHA = '0123456789abcdef0123456789abcdef01234567';
const OLD = 'f'.repeat(40);

/** A server and an adapter. What is not said is as a sound one has it. */
export interface PlantedSetting {
  readonly runtime: ServedRuntime;
  readonly spec?: Partial<AdapterSpec>;
  /** Name of the weights among those of the model; `sound` by default. */
  readonly weights?: string;
  readonly body?: BodyFaults;
  readonly server?: Partial<RewardModelServerOptions>;
  readonly kinds?: readonly string[];
}

/** What faults are planted with, of one model. */
export interface PlantedModel {
  /** A number that several of its good answers reach. */
  readonly high: number;
  /** How far its scores lie apart, in 24ths. */
  readonly scale: number;
  /** Heads of chance among its weights: `untrained 0` … */
  readonly untrained: number;
}

/** Files of the model by the name of their weights: `sound`, `other`, `inverted`, `two labels`, `untrained 0` … */
export type PlantedWeights = (name: string) => Readonly<Record<string, Buffer>>;

const PAIR = { as: 'pair', first: '{prompt}', second: '{response}' } as const;
const TEXT = { as: 'template', template: '{prompt}[SEP]{response}' } as const;
const FINISHED = { as: 'template', template: '[CLS]{prompt}[SEP]{response}[SEP]' } as const;
const CHAT = { as: 'chat', system: 'forbid', assistant: true } as const;
const TEMPLATE =
  "{{ '[CLS]' }}{% for m in messages %}{% if loop.first %}{{ m['content'] }}{{ '[SEP]' }}{% else %}{{ m['content'] }}{{ '[SEP]' }}{% endif %}{% endfor %}";

/** Starts a server of the setting. @returns its address, and the adapter that calls it */
export async function serveSetting(
  weights: PlantedWeights,
  { runtime, spec = {}, weights: name = 'sound', body = {}, server = {} }: PlantedSetting,
) {
  const served = await rewardModelServer({
    runtime,
    model: MODEL,
    revision: SHA,
    score: modelBehind(weights(name), body),
    ...server,
  });
  const adapter = rewardAdapter(runtime, {
    model: MODEL,
    revision: SHA,
    render: runtime === 'tei' ? PAIR : TEXT,
    maxTokens: 512,
    ...spec,
  });
  return { served, adapter };
}

/** @returns `sound`, or the words with which the probes refuse it */
export async function probeSetting(weights: PlantedWeights, setting: PlantedSetting): Promise<string> {
  const { served, adapter } = await serveSetting(weights, setting);
  try {
    await probeRewardModel(adapter, served.url, {
      kinds: setting.kinds ?? ['chat'],
      signal: AbortSignal.timeout(600_000),
    });
    return 'sound';
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  } finally {
    await served.close();
  }
}

/** @returns by fault, the probe that is meant for it and a server in which it is planted */
export function plantedFaults({
  high,
  scale,
  untrained,
}: PlantedModel): Readonly<Record<string, readonly [probe: string, setting: PlantedSetting][]>> {
  return {
    sign: [
      ['order', { runtime: 'sglang', server: { faults: { sign: true } } }],
      ['order', { runtime: 'tei', weights: 'inverted' }],
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
    'wrong head': Array.from({ length: untrained }, (_, at) => [
      'order',
      { runtime: 'tei', weights: `untrained ${at}` },
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
          weights: 'two labels',
          spec: { read: { from: 'head', index: 1 } },
          server: { faults: { labels: true } },
        },
      ],
      [
        'order',
        {
          runtime: 'tei',
          weights: 'two labels',
          spec: { read: { from: 'head', index: 1 } },
          server: { faults: { labels: true } },
        },
      ],
    ],
    'dtype overflow': [
      ['finite', { runtime: 'sglang', body: { overflow: { above: high, as: 'infinity' } } }],
      ['finite', { runtime: 'openrlhf', body: { overflow: { above: high, as: 'ceiling' } } }],
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
      ['length', { runtime: 'sglang', body: { perByte: 0.5 * scale } }],
      ['length', { runtime: 'openrlhf', body: { perByte: 0.15 * scale } }],
      ['length', { runtime: 'tei', body: { perByte: -0.5 * scale } }],
    ],
  };
}

/** Twelve sound ones of different shapes. */
export const SOUND_SETTINGS: readonly PlantedSetting[] = [
  { runtime: 'vllm' },
  { runtime: 'sglang', weights: 'other' },
  { runtime: 'tei' },
  { runtime: 'openrlhf', weights: 'other' },
  { runtime: 'plain', spec: { render: PAIR } },
  { runtime: 'vllm', spec: { runtime: 'vllm-pooling', read: { from: 'head', index: -1 } } },
  { runtime: 'vllm', spec: { runtime: 'vllm-classify-chat', render: CHAT } },
  { runtime: 'sglang', spec: { render: CHAT, chatTemplate: TEMPLATE, stripBos: true } },
  { runtime: 'vllm', weights: 'two labels', spec: { read: { from: 'head', index: 1 } } },
  { runtime: 'tei', weights: 'inverted', spec: { sign: -1 } },
  { runtime: 'tei', spec: { activation: 'sigmoid', range: [0, 1] } },
  { runtime: 'sglang', spec: { render: FINISHED }, kinds: ['translation'] },
];
