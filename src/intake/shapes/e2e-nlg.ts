import type { Shape } from '../shape.ts';

/** tuetschek/e2e_nlg, GEM/e2e_nlg: a meaning representation and its texts. */
export const e2eNlg: Shape = {
  name: 'e2e-nlg',
  when: { meaning_representation: 'text' },
  read: {
    prompt: { first: ['prompt', 'meaning_representation'] },
    reference: {
      first: [{ as: 'alternatives', of: 'references' }, 'human_reference', 'target', 'reference'],
    },
  },
  kind: 'data-to-text',
};
