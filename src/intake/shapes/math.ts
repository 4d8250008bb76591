import type { Shape } from '../shape.ts';

/** hendrycks/competition_math: problem and a worked solution with its answer in a box. */
export const math: Shape = {
  name: 'math',
  when: { problem: 'text', solution: '/boxed/', answer: 'absent' },
  read: { prompt: 'problem', reference: { as: 'boxed', of: 'solution' } },
  task: 'math',
};
