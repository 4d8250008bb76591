import type { Shape } from '../shape.ts';

/** The same with the question as text. */
export const bfclText: Shape = {
  name: 'bfcl-text',
  when: { question: 'text', ground_truth: 'list', function: 'any' },
  read: { prompt: 'question', expected_calls: { as: 'bfcl-calls', of: 'ground_truth' } },
};
