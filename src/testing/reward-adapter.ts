import { type AdapterSpec, adapterSpec } from '../spec/adapter-spec.ts';
import type { ServedRuntime } from './reward-model-server.ts';

const RUNTIMES = {
  vllm: 'vllm-classify',
  sglang: 'sglang-classify',
  tei: 'tei-predict',
  openrlhf: 'openrlhf-get-reward',
  plain: 'plain-scorer',
} as const;

/** @returns the adapter of a model that a `rewardModelServer` of this runtime can serve; what a test does not say is usual */
export function rewardAdapter(
  runtime: ServedRuntime,
  parts: Partial<AdapterSpec> & Pick<AdapterSpec, 'model'>,
): AdapterSpec {
  return adapterSpec.parse({
    runtime: RUNTIMES[runtime],
    render: { as: 'template', template: 'Q: {prompt}\nA: {response}' },
    stripBos: false,
    endToken: null,
    read: { from: 'head', index: 0, ...(runtime === 'plain' && { path: 'scores.*' }) },
    sign: 1,
    activation: 'none',
    range: null,
    maxTokens: 4096,
    overlong: 'reject',
    needs: [],
    dtype: 'float32',
    attention: 'any',
    revision: '0123456789abcdef0123456789abcdef01234567',
    ...parts,
  });
}
