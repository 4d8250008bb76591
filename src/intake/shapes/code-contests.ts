import type { Shape } from '../shape.ts';

/** deepmind/code_contests: public, private and generated tests. */
export const codeContests: Shape = {
  name: 'code-contests',
  when: { description: 'text', public_tests: 'object' },
  read: {
    prompt: 'description',
    tests: { as: 'case-lists', of: ['public_tests', 'private_tests', 'generated_tests'] },
  },
  ignore: ['solutions', 'incorrect_solutions', 'source', 'name'],
  kind: 'code.unit-tests',
};
