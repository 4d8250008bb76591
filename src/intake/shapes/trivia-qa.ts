import type { Shape } from '../shape.ts';

/** mandarjoshi/trivia_qa: a value with its aliases. */
export const triviaQa: Shape = {
  name: 'trivia-qa',
  when: { question: 'text', 'answer.value': 'text', 'answer.aliases': 'list' },
  read: {
    prompt: 'question',
    reference: { as: 'alternatives', of: { as: 'together', of: ['answer.value', 'answer.aliases'] } },
  },
  task: 'qa',
};
