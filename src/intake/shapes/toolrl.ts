import type { Shape } from '../shape.ts';

/** ToolRL's rlla: verl's columns with the wanted calls between <tool_call> tags. */
export const toolrl: Shape = {
  name: 'toolrl',
  when: { 'reward_model.ground_truth': '/<tool_call>/' },
  read: { expected_calls: { as: 'tagged-calls', of: 'reward_model.ground_truth' } },
};
