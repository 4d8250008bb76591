import type { Shape } from '../shape.ts';

/** openai/gsm8k: a worked answer that ends in #### and the number. */
export const gsm8k: Shape = {
  name: 'gsm8k',
  when: { question: 'text', answer: '/####/' },
  read: { prompt: 'question', reference: { as: 'behind-hashes', of: 'answer' } },
  task: 'math',
};
