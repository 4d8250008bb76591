import type { Shape } from '../shape.ts';

/** cruxeval-org/cruxeval: a function, its input and its output; the output is asked for. */
export const cruxeval: Shape = {
  name: 'cruxeval',
  when: { code: 'text', input: 'text', output: 'text' },
  read: { code: 'code', input: 'input', output: 'output' },
};
