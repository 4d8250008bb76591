import type { Shape } from '../shape.ts';

/** AI-MO/NuminaMath-1.5: proofs, and problems whose answer was not found. There is nothing to compare with. */
export const mathWithoutAnswer: Shape = {
  name: 'math-without-answer',
  when: { problem: 'text', answer: '/^(proof|notfound|)$/' },
  read: { prompt: 'problem' },
  ignore: ['solution'],
};
