import type { Shape } from '../shape.ts';

/** google-research-datasets/mbpp, full: text, code and a list of asserts. */
export const mbpp: Shape = {
  name: 'mbpp',
  when: { text: 'text', test_list: 'list' },
  read: {
    prompt: { as: 'with-tests', of: ['text', 'test_list'] },
    tests: { as: 'asserts', of: ['test_list', 'test_setup_code'] },
  },
  ignore: ['code', 'challenge_test_list'],
  kind: 'code.unit-tests',
};
