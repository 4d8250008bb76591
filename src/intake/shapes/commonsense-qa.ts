import type { Shape } from '../shape.ts';

/** tau/commonsense_qa: choices with labels, answerKey. */
export const commonsenseQa: Shape = {
  name: 'commonsense-qa',
  when: { question: 'text', question_concept: 'any', choices: 'any', answerKey: 'text' },
  read: {
    prompt: { as: 'options', of: ['question', 'choices'] },
    reference: { as: 'letter', of: ['answerKey', 'choices'] },
  },
  kind: 'choice',
};
