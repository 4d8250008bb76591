import type { Shape } from '../shape.ts';

/** TinyZero's Countdown: the numbers and the target as verl's ground truth. */
export const verlCountdown: Shape = {
  name: 'verl-countdown',
  when: { 'reward_model.ground_truth.numbers': 'list', 'reward_model.ground_truth.target': 'number' },
  read: {
    tests: { as: 'countdown', of: ['reward_model.ground_truth.numbers', 'reward_model.ground_truth.target'] },
  },
  kind: 'reasoning.puzzle',
};
