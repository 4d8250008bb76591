import type { Shape } from '../shape.ts';

/** hotpotqa/hotpot_qa: an answer with its supporting facts. */
export const hotpotQa: Shape = {
  name: 'hotpot-qa',
  when: { question: 'text', answer: 'text', supporting_facts: 'any' },
  read: { prompt: 'question', reference: 'answer' },
  ignore: ['context', 'type', 'level'],
  task: 'qa',
};
