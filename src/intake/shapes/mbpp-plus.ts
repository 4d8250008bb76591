import type { Shape } from '../shape.ts';

/** evalplus/mbppplus: a test program beside MBPP's list. */
export const mbppPlus: Shape = {
  name: 'mbpp-plus',
  when: { prompt: 'text', test: 'text', test_list: 'list' },
  read: { prompt: 'prompt', tests: { as: 'python-test', of: 'test' } },
  ignore: ['code', 'test_imports'],
  kind: 'code.unit-tests',
};
