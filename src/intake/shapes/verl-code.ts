import type { Shape } from '../shape.ts';

/** Code behind verl's reward_model: prime_code, code-r1, Eurus-2-RL, Skywork-OR1 (tests as JSON text). */
export const verlCode: Shape = {
  name: 'verl-code',
  when: { 'reward_model.ground_truth': '/"(inputs|functional|pytest|test_code|input)"/' },
  read: { tests: { as: 'verl-tests', of: ['reward_model.ground_truth', 'extra_info.prefix'] } },
  kind: 'code.unit-tests',
};
