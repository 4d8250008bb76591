import type { Shape } from '../shape.ts';

/** Logic-RL's Knights and Knaves, behind verl's reward_model. */
export const verlKnightsAndKnaves: Shape = {
  name: 'verl-knights-and-knaves',
  when: { 'reward_model.ground_truth.solution_text_format': 'text' },
  read: { tests: { as: 'roles', of: 'reward_model.ground_truth.solution_text_format' } },
  ignore: ['quiz', 'names', 'knight_knave', 'solution', 'statements'],
  kind: 'reasoning.puzzle',
};
