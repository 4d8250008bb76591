import type { Shape } from '../shape.ts';

/** facebook/flores with a pair of languages: two columns `sentence_…`. */
export const flores: Shape = {
  name: 'flores',
  when: { 'sentence_*': 'text', sentence_annotations: 'absent' },
  read: {
    prompt: { first: ['prompt', { as: 'side-of-pair', of: ['*', { value: 'source' }, 'prompt'] }] },
    reference: { as: 'side-of-pair', of: ['*', { value: 'target' }, 'prompt'] },
    languages: { as: 'language-pair', of: ['*', 'prompt'] },
  },
  ignore: ['domain', 'topic', 'URL'],
};
