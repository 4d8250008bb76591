import type { Shape } from '../shape.ts';

/** basicv8vc/SimpleQA: problem, answer, metadata. */
export const simpleQa: Shape = {
  name: 'simple-qa',
  when: { problem: 'text', answer: 'any', metadata: '/topic/' },
  read: { prompt: 'problem', reference: 'answer' },
  task: 'qa',
};
