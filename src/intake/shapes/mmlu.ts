import type { Shape } from '../shape.ts';

/** cais/mmlu, and any question with choices and the right one by index, letter or text. */
export const mmlu: Shape = {
  name: 'mmlu',
  when: { question: 'text', choices: 'list', answer: 'any' },
  read: {
    prompt: { as: 'options', of: ['question', 'choices'] },
    reference: { as: 'letter', of: ['answer', 'choices'] },
  },
  kind: 'choice',
};
