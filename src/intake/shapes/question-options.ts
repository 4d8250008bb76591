import type { Shape } from '../shape.ts';

/** A question with options and the right one by index, letter or text. */
export const questionOptions: Shape = {
  name: 'question-options',
  when: { question: 'text', options: 'any', answer: 'any' },
  read: {
    prompt: { as: 'options', of: ['question', 'options'] },
    reference: { as: 'letter', of: ['answer', 'options'] },
  },
  ignore: ['cot_content', 'category'],
  kind: 'choice',
};
