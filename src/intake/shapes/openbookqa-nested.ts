import type { Shape } from '../shape.ts';

/** OpenBookQA and ARC as first published: stem and choices inside `question`. */
export const openbookqaNested: Shape = {
  name: 'openbookqa-nested',
  when: { 'question.stem': 'text', 'question.choices': 'list', answerKey: 'text' },
  read: {
    prompt: { as: 'options', of: ['question.stem', 'question.choices'] },
    reference: { as: 'letter', of: ['answerKey', 'question.choices'] },
  },
  kind: 'choice',
};
