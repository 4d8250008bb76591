import type { Shape } from '../shape.ts';

/** PeterJinGo/nq_hotpotqa_train (Search-R1): verl's columns with {target: [...]}. */
export const searchR1: Shape = {
  name: 'search-r1',
  when: { 'reward_model.ground_truth.target': 'list' },
  read: { reference: { as: 'alternatives', of: 'reward_model.ground_truth.target' } },
  ignore: ['golden_answers', 'question', 'metadata'],
  task: 'qa',
};
