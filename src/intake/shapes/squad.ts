import type { Shape } from '../shape.ts';

/** rajpurkar/squad and squad_v2: answers with their places in the context; none where the question has no answer. */
export const squad: Shape = {
  name: 'squad',
  when: { question: 'text', context: 'text', 'answers.text': 'list' },
  read: {
    prompt: { template: '{context}\n\n{question}' },
    reference: { as: 'alternatives', of: 'answers.text' },
  },
  ignore: ['answers'],
  task: 'qa',
};
