import type { Shape } from '../shape.ts';

/** reasoning-gym: question, answer and the task's metadata. */
export const reasoningGym: Shape = {
  name: 'reasoning-gym',
  when: { question: 'text', answer: 'any', 'metadata.source_dataset': 'text' },
  read: { prompt: 'question', reference: 'answer' },
  ignore: ['metadata'],
};
