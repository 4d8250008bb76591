import type { Shape } from '../shape.ts';

/** openlifescienceai/medmcqa: four options in columns, the right one by index from 0. */
export const medmcqa: Shape = {
  name: 'medmcqa',
  when: { question: 'text', opa: 'any', opb: 'any', cop: 'index' },
  read: {
    prompt: { as: 'options-of', of: ['question', 'opa', 'opb', 'opc', 'opd'] },
    reference: { as: 'letter', of: 'cop' },
  },
  ignore: ['exp'],
  kind: 'choice',
};
