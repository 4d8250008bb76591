import type { Shape } from '../shape.ts';

/** KodCode/KodCode-V1: question, solution and a pytest file. */
export const kodCode: Shape = {
  name: 'kod-code',
  when: { question: 'text', solution: 'text', test: 'text' },
  read: { prompt: 'question', tests: { as: 'python-test', of: 'test' } },
  ignore: ['conversations', 'style', 'subset', 'test_info'],
  kind: 'code.unit-tests',
};
