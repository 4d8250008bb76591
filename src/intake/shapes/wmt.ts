import type { Shape } from '../shape.ts';

/** wmt/wmt14 and kin: one sentence in two languages; what the prompt asks for, else the second, is the translation. */
export const wmt: Shape = {
  name: 'wmt',
  when: { translation: 'object' },
  read: {
    prompt: { first: ['prompt', { as: 'side-of-pair', of: ['translation', { value: 'source' }, 'prompt'] }] },
    reference: { as: 'side-of-pair', of: ['translation', { value: 'target' }, 'prompt'] },
    languages: { as: 'language-pair', of: ['translation', 'prompt'] },
  },
};
