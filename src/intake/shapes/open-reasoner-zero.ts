import type { Shape } from '../shape.ts';

/** Open-Reasoner-Zero's orz_math: two turns, the second with ground_truth.value. */
export const openReasonerZero: Shape = {
  name: 'open-reasoner-zero',
  when: { '0.value': 'text', '1.ground_truth.value': 'any' },
  read: { prompt: '0.value', reference: '1.ground_truth.value' },
  task: 'math',
};
