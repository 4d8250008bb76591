import type { Shape } from '../shape.ts';

/** google/IFEval, allenai/IFBench_test: ids and arguments in two parallel lists, unused arguments null. */
export const ifeval: Shape = {
  name: 'ifeval',
  when: { instruction_id_list: 'list' },
  read: { constraints: { as: 'constraint-pairs', of: ['instruction_id_list', 'kwargs'] } },
};
