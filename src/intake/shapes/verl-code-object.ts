import type { Shape } from '../shape.ts';

/** The same with the tests as an object. */
export const verlCodeObject: Shape = {
  name: 'verl-code-object',
  when: { 'reward_model.ground_truth.inputs': 'list', 'reward_model.ground_truth.outputs': 'list' },
  read: { tests: { as: 'verl-tests', of: 'reward_model.ground_truth' } },
  kind: 'code.unit-tests',
};
