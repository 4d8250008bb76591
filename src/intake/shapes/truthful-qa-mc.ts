import type { Shape } from '../shape.ts';

/** truthfulqa/truthful_qa, multiple_choice: mc1_targets, with 1 beside the right one. */
export const truthfulQaMc: Shape = {
  name: 'truthful-qa-mc',
  when: { question: 'text', 'mc1_targets.choices': 'list', 'mc1_targets.labels': 'list' },
  read: {
    prompt: { as: 'options', of: ['question', 'mc1_targets.choices'] },
    reference: { as: 'right-letter', of: ['mc1_targets.choices', 'mc1_targets.labels'] },
  },
  ignore: ['mc2_targets'],
  kind: 'choice',
};
