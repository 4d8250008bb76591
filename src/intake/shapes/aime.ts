import type { Shape } from '../shape.ts';

/** AIME as Maxwell-Jia/AIME_2024 has it: Problem and Answer. */
export const aime: Shape = {
  name: 'aime',
  when: { Problem: 'text', Answer: 'any' },
  read: { prompt: 'Problem', reference: 'Answer' },
  ignore: ['Solution'],
  task: 'math',
};
