import type { Shape } from '../shape.ts';

/** Jiayi-Pan/Countdown-Tasks: any valid equation is right. */
export const countdown: Shape = countdownIn('countdown', 'nums');

/** The same with the list of numbers under its whole name. */
export const countdownNumbers: Shape = countdownIn('countdown-numbers', 'numbers');

function countdownIn(name: string, numbers: string): Shape {
  const template = `Using the numbers [{${numbers}}], create an equation that equals {target}. You can use basic arithmetic operations (+, -, *, /) and each number can only be used once.`;
  return {
    name,
    when: { [numbers]: 'list', target: 'number' },
    read: {
      tests: { as: 'countdown', of: [numbers, 'target'] },
      prompt: { first: ['prompt', 'question', 'problem', { template }] },
    },
    kind: 'reasoning.puzzle',
  };
}
