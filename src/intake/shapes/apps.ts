import type { Shape } from '../shape.ts';

/** codeparrot/apps, BAAI/TACO: question and input_output as JSON text, with a function's name where one is called. */
export const apps: Shape = {
  name: 'apps',
  when: { question: 'text', input_output: 'object' },
  read: {
    prompt: { as: 'joined', of: ['question', 'starter_code'] },
    tests: { as: 'inputs-outputs', of: 'input_output' },
  },
  ignore: ['solutions', 'starter_code'],
  kind: 'code.unit-tests',
};
