import { type HubModel, hubFile, weightsFile } from './hub-model.ts';

/** A small scalar reward model on the test hub: `lab/scorer`. */
export const SAMPLE_MODEL: HubModel = {
  id: 'lab/scorer',
  sha: 'c'.repeat(40),
  tags: ['transformers', 'en'],
  library: 'transformers',
  pipelineTag: 'text-classification',
  downloads: 3,
  files: {
    'README.md': hubFile(
      '---\nlicense: apache-2.0\nlanguage: [en, de]\nbase_model: lab/body\n---\nA reward model.',
    ),
    'config.json': hubFile({
      architectures: ['Qwen3ForSequenceClassification'],
      model_type: 'qwen3',
      id2label: { 0: 'LABEL_0' },
      max_position_embeddings: 8192,
    }),
    'tokenizer_config.json': hubFile({ chat_template: '{{ x }}', bos_token: { content: '<s>' } }),
    'model.safetensors': weightsFile({ 'model.embed.weight': [1000, 1024], 'score.weight': [1, 1024] }),
  },
};
