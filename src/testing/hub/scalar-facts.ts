import type { ModelFacts } from '../../hub/model-facts.ts';

/** Facts of a scalar reward model that nothing speaks against. */
export const SCALAR_FACTS: ModelFacts = {
  id: 'somebody/quiet-name',
  revision: 'a'.repeat(40),
  source: 'recorded',
  pipelineTag: 'text-classification',
  library: 'transformers',
  tags: ['safetensors'],
  licence: { state: 'stated', id: 'apache-2.0', name: null },
  access: 'open',
  languages: null,
  baseModels: ['Qwen/Qwen3-0.6B'],
  config: {
    architectures: ['Qwen3ForSequenceClassification'],
    modelType: 'qwen3',
    labels: 1,
    labelNames: [],
    remoteCode: false,
    quantised: false,
  },
  weights: {
    format: 'safetensors',
    head: { state: 'found', tensor: 'score.weight', rows: 1, hidden: 1024 },
    dtype: 'BF16',
    bytes: null,
  },
  parameters: 6e8,
  maxTokens: 8192,
  tokenizer: { chatTemplate: true, bos: null },
  figures: { rewardBench: null, rewardBench2: {} },
  card: 'A reward model trained on preferences.',
  downloads: 5,
};
