import type { Shape } from '../shape.ts';

/** 2WikiMultihopQA: an answer with its evidence. */
export const twoWikiMultihopQa: Shape = {
  name: 'two-wiki-multihop-qa',
  when: { question: 'text', answer: 'text', supporting_facts: 'any', evidences: 'any' },
  read: { prompt: 'question', reference: 'answer' },
  ignore: ['context', 'type'],
  task: 'qa',
};
