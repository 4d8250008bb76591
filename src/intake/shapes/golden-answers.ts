import type { Shape } from '../shape.ts';

/** FlashRAG's data sets (Search-R1's source): question and golden_answers. */
export const goldenAnswers: Shape = {
  name: 'golden-answers',
  when: { question: 'text', golden_answers: 'any' },
  read: { prompt: 'question', reference: { as: 'alternatives', of: 'golden_answers' } },
  ignore: ['metadata'],
  task: 'qa',
};
