import type { Shape } from '../shape.ts';

/** K-and-K/knights-and-knaves: who is a knight and who is a knave. */
export const knightsAndKnaves: Shape = {
  name: 'knights-and-knaves',
  when: { quiz: 'text', solution_text: 'any' },
  read: {
    prompt: { first: ['prompt', 'quiz'] },
    tests: { as: 'roles', of: [{ first: ['solution_text_format', 'solution_text'] }, 'names', 'solution'] },
  },
  ignore: ['knight_knave', 'statements'],
  kind: 'reasoning.puzzle',
};
