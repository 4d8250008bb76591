import type { Shape } from '../shape.ts';

/** allenai/ZebraLogicBench, mc_mode: one question about the houses. */
export const zebraLogicMc: Shape = {
  name: 'zebra-logic-mc',
  when: { puzzle: 'text', question: 'text', choices: 'list', answer: 'any' },
  read: {
    prompt: { as: 'options', of: [{ template: '{puzzle}\n\n{question}' }, 'choices'] },
    reference: { as: 'letter', of: ['answer', 'choices'] },
  },
  kind: 'choice',
};
