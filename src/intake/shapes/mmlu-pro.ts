import type { Shape } from '../shape.ts';

/** TIGER-Lab/MMLU-Pro: up to ten options, the answer by letter and by index. */
export const mmluPro: Shape = {
  name: 'mmlu-pro',
  when: { question: 'text', options: 'list', answer_index: 'index' },
  read: {
    prompt: { as: 'options', of: ['question', 'options'] },
    reference: { as: 'letter', of: [{ first: ['answer', 'answer_index'] }, 'options'] },
  },
  ignore: ['cot_content', 'category', 'src'],
  kind: 'choice',
};
