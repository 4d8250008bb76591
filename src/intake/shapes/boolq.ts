import type { Shape } from '../shape.ts';

/** google/boolq: a passage, a question, true or false. */
export const boolq: Shape = {
  name: 'boolq',
  when: { question: 'text', passage: 'text', answer: 'boolean' },
  read: { prompt: { template: '{passage}\n\n{question}' }, reference: { as: 'truth-word', of: 'answer' } },
  kind: 'choice',
};
