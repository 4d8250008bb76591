import type { Shape } from '../shape.ts';

/** HuggingFaceH4/MATH-500, DeepScaleR, AIME: problem, answer, and a worked solution. */
export const math500: Shape = {
  name: 'math-500',
  when: { problem: 'text', answer: 'any', solution: 'any' },
  read: { prompt: 'problem', reference: 'answer' },
  ignore: ['solution'],
  task: 'math',
};
