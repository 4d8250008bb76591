import type { Shape } from '../shape.ts';

/** AI-MO/NuminaMath-1.5: problem, answer, and a worked solution. */
export const numinaMath: Shape = {
  name: 'numina-math',
  when: { problem: 'text', answer: 'any', problem_type: 'any' },
  read: { prompt: 'problem', reference: 'answer' },
  ignore: ['solution'],
  task: 'math',
};
