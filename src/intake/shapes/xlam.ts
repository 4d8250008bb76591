import type { Shape } from '../shape.ts';

/** Salesforce/xlam-function-calling-60k: query, tools and answers, the last two as JSON text. */
export const xlam: Shape = {
  name: 'xlam',
  when: { query: 'text', answers: 'list', tools: 'any' },
  read: { prompt: 'query', expected_calls: { as: 'json-calls', of: 'answers' } },
};
