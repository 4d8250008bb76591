import type { Shape } from '../shape.ts';

/** allenai/IF_multi_constraints_upto5 (IF-RLVR, open-instruct): ids and arguments of up to five constraints as Python or JSON text. */
export const ifRlvr: Shape = {
  name: 'if-rlvr',
  when: { ground_truth: '/instruction_id/' },
  read: { constraints: { as: 'tulu-constraints', of: 'ground_truth' } },
  ignore: ['constraint', 'constraint_type'],
};
