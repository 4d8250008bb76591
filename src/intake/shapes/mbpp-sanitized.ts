import type { Shape } from '../shape.ts';

/** google-research-datasets/mbpp, sanitized: prompt, code and a list of asserts. */
export const mbppSanitized: Shape = {
  name: 'mbpp-sanitized',
  when: { prompt: 'text', code: 'text', test_list: 'list' },
  read: {
    prompt: { as: 'with-tests', of: ['prompt', 'test_list'] },
    tests: { as: 'asserts', of: ['test_list', 'test_setup_code', 'test_imports'] },
  },
  ignore: ['code'],
  kind: 'code.unit-tests',
};
