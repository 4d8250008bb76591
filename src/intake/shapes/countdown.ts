import type { Shape } from '../shape.ts';

/** Jiayi-Pan/Countdown-Tasks: any valid equation is right. */
export const countdown: Shape = {
  name: 'countdown',
  when: { nums: 'list', target: 'number' },
  read: {
    tests: { as: 'countdown', of: ['nums', 'target'] },
    prompt: {
      template:
        'Using the numbers [{nums}], create an equation that equals {target}. You can use basic arithmetic operations (+, -, *, /) and each number can only be used once.',
    },
  },
  kind: 'reasoning.puzzle',
};
