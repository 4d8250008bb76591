import type { Shape } from '../shape.ts';

/** newfacade/LeetCodeDataset: imports as `prompt`, the whole prompt as `query`, check(candidate) as `test`. */
export const leetcodeDataset: Shape = {
  name: 'leetcode-dataset',
  when: { entry_point: '/^Solution\\(\\)/', test: '/def check/' },
  read: {
    prompt: { first: ['query', { as: 'joined', of: ['problem_description', 'starter_code'] }] },
    tests: { as: 'leetcode-test', of: ['test', 'entry_point', 'prompt'] },
  },
  ignore: ['completion', 'input_output', 'meta'],
  kind: 'code.unit-tests',
};
