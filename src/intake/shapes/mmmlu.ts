import type { Shape } from '../shape.ts';

/** openai/MMMLU: a question with columns A to D. */
export const mmmlu: Shape = {
  name: 'mmmlu',
  when: { Question: 'text', A: 'any', B: 'any', Answer: 'letter' },
  read: { prompt: { as: 'options-of', of: ['Question', 'A', 'B', 'C', 'D'] }, reference: 'Answer' },
  kind: 'choice',
};
