import type { Shape } from '../shape.ts';

/** allenai/ZebraLogicBench, grid_mode: a table of houses. */
export const zebraLogic: Shape = {
  name: 'zebra-logic',
  when: { puzzle: 'text', 'solution.header': 'list', 'solution.rows': 'list' },
  read: { prompt: { first: ['prompt', 'puzzle'] }, tests: { as: 'grid', of: 'solution' } },
  kind: 'reasoning.puzzle',
};
