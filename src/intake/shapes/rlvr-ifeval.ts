import type { Shape } from '../shape.ts';

/** allenai/RLVR-IFeval, and the IF part of tulu-3's RLVR mixes: one function of open-instruct with its arguments as JSON text. */
export const rlvrIfeval: Shape = {
  name: 'rlvr-ifeval',
  when: { ground_truth: '/func_name/' },
  read: { constraints: { as: 'tulu-constraints', of: 'ground_truth' } },
  ignore: ['constraint', 'constraint_type'],
};
