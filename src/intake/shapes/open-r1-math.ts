import type { Shape } from '../shape.ts';

/** open-r1/OpenR1-Math-220k: problem, answer and generations of a teacher, which are no responses. */
export const openR1Math: Shape = {
  name: 'open-r1-math',
  when: { problem: 'text', answer: 'any', generations: 'any' },
  read: { prompt: 'problem', reference: 'answer' },
  ignore: ['messages', 'solution', 'generations'],
  task: 'math',
};
