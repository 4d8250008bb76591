import type { Shape } from '../shape.ts';

/** SynthLabsAI/Big-Math-RL-Verified: problem, answer, llama8b_solve_rate. */
export const bigMath: Shape = {
  name: 'big-math',
  when: { problem: 'text', answer: 'any', llama8b_solve_rate: 'any' },
  read: { prompt: 'problem', reference: 'answer' },
  task: 'math',
};
