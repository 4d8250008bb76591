import type { Shape } from '../shape.ts';

/** google/simpleqa-verified: problem, answer, topic, answer_type. */
export const simpleQaVerified: Shape = {
  name: 'simple-qa-verified',
  when: { problem: 'text', answer: 'any', topic: 'text', answer_type: 'text' },
  read: { prompt: 'problem', reference: 'answer' },
  task: 'qa',
};
