import type { Shape } from '../shape.ts';

/** The same behind verl's reward_model. */
export const verlIfRlvr: Shape = {
  name: 'verl-if-rlvr',
  when: { 'reward_model.ground_truth': '/func_name|instruction_id/' },
  read: { constraints: { as: 'tulu-constraints', of: 'reward_model.ground_truth' } },
  ignore: ['constraint', 'constraint_type'],
};
