import type { Shape } from '../shape.ts';

/** google-research-datasets/nq_open: question and a list of answers. */
export const nqOpen: Shape = {
  name: 'nq-open',
  when: { question: 'text', answer: 'texts' },
  read: { prompt: 'question', reference: { as: 'alternatives', of: 'answer' } },
  task: 'qa',
};
