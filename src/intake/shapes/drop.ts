import type { Shape } from '../shape.ts';

/** ucinlp/drop: spans of the passage. */
export const drop: Shape = {
  name: 'drop',
  when: { passage: 'text', question: 'text', 'answers_spans.spans': 'list' },
  read: {
    prompt: { template: '{passage}\n\n{question}' },
    reference: { as: 'alternatives', of: 'answers_spans.spans' },
  },
  task: 'qa',
};
