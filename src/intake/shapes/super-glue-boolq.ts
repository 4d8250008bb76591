import type { Shape } from '../shape.ts';

/** super_glue/boolq: the answer as a label of 0 or 1. */
export const superGlueBoolq: Shape = {
  name: 'super-glue-boolq',
  when: { question: 'text', passage: 'text', label: 'index' },
  read: { prompt: { template: '{passage}\n\n{question}' }, reference: { as: 'truth-word', of: 'label' } },
  kind: 'choice',
};
