import type { Shape } from '../shape.ts';

/** Berkeley Function-Calling Leaderboard, a question joined with its possible answers: accepted values per argument. */
export const bfcl: Shape = {
  name: 'bfcl',
  when: { question: 'list', ground_truth: 'list', function: 'any' },
  read: {
    messages: { as: 'turns', of: 'question' },
    expected_calls: { as: 'bfcl-calls', of: 'ground_truth' },
  },
};
