import type { Shape } from '../shape.ts';

/** allenai/ai2_arc: choices with labels (letters or numbers), answerKey. */
export const arc: Shape = {
  name: 'arc',
  when: { question: 'text', choices: 'any', answerKey: 'text' },
  read: {
    prompt: { as: 'options', of: ['question', 'choices'] },
    reference: { as: 'letter', of: ['answerKey', 'choices'] },
  },
  kind: 'choice',
};
