import type { Shape } from '../shape.ts';

/** verl's columns: prompt, reward_model.ground_truth, data_source. */
export const verl: Shape = {
  name: 'verl',
  when: { 'reward_model.ground_truth': 'any' },
  read: { reference: { first: [{ as: 'alternatives', of: 'reward_model.ground_truth' }] } },
};
