import type { Shape } from '../shape.ts';

/** Maths behind verl's reward_model: DAPO-Math-17k, Skywork-OR1, Eurus-2-RL, DeepScaleR. */
export const verlMath: Shape = {
  name: 'verl-math',
  when: { 'reward_model.ground_truth': 'any' },
  source: 'math|gsm8k|numina|aime|amc|olympiad|dapo|deepscaler|openr1|orz',
  read: { reference: { as: 'alternatives', of: 'reward_model.ground_truth' } },
  task: 'math',
};
