import type { Shape } from '../shape.ts';

/** A problem and its answer: Polaris, AIME 2025 and many more. */
export const problemAnswer: Shape = {
  name: 'problem-answer',
  when: { problem: 'text', answer: 'any' },
  read: { prompt: 'problem', reference: 'answer' },
  task: 'math',
};
