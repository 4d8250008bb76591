import type { Shape } from '../shape.ts';

/** openai/openai_humaneval, evalplus/humanevalplus: prompt, test and entry point. */
export const humanEval: Shape = {
  name: 'human-eval',
  when: { prompt: 'text', test: '/check/', entry_point: 'text', declaration: 'absent', language: 'absent' },
  read: { prompt: 'prompt', tests: { as: 'python-test', of: ['test', 'entry_point'] } },
  ignore: ['canonical_solution'],
  kind: 'code.unit-tests',
};
