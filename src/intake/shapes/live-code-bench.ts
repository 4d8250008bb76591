import type { Shape } from '../shape.ts';

/** livecodebench/code_generation_lite: public and private test cases. */
export const liveCodeBench: Shape = {
  name: 'live-code-bench',
  when: { question_content: 'text', public_test_cases: 'any' },
  read: {
    prompt: { as: 'joined', of: ['question_content', 'starter_code'] },
    tests: { as: 'live-code-bench', of: ['public_test_cases', 'private_test_cases', 'metadata'] },
  },
  ignore: ['metadata'],
  kind: 'code.unit-tests',
};
