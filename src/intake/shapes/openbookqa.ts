import type { Shape } from '../shape.ts';

/** allenai/openbookqa: question_stem, choices with labels, answerKey. */
export const openbookqa: Shape = {
  name: 'openbookqa',
  when: { question_stem: 'text', choices: 'any', answerKey: 'text' },
  read: {
    prompt: { as: 'options', of: ['question_stem', 'choices'] },
    reference: { as: 'letter', of: ['answerKey', 'choices'] },
  },
  kind: 'choice',
};
