import type { Shape } from '../shape.ts';

/** Idavidrein/gpqa: the right answer and three wrong ones, in no order. */
export const gpqa: Shape = {
  name: 'gpqa',
  when: { Question: 'text', 'Correct Answer': 'any', 'Incorrect Answer 1': 'any' },
  read: {
    prompt: {
      as: 'right-option',
      of: ['Question', 'Correct Answer', 'Incorrect Answer 1', 'Incorrect Answer 2', 'Incorrect Answer 3'],
    },
    reference: 'Correct Answer',
  },
  kind: 'choice',
};
