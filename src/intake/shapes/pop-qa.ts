import type { Shape } from '../shape.ts';

/** akariasai/PopQA: possible_answers as JSON text. */
export const popQa: Shape = {
  name: 'pop-qa',
  when: { question: 'text', possible_answers: 'any' },
  read: { prompt: 'question', reference: { as: 'alternatives', of: 'possible_answers' } },
  ignore: ['obj', 'subj', 'prop'],
  task: 'qa',
};
