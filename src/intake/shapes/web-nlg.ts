import type { Shape } from '../shape.ts';

/** webnlg-challenge/web_nlg: triples and their texts. */
export const webNlg: Shape = {
  name: 'web-nlg',
  when: { modified_triple_sets: 'any', 'lex.text': 'list' },
  read: {
    prompt: { first: ['prompt', { as: 'lines', of: 'modified_triple_sets.mtriple_set' }] },
    reference: { as: 'alternatives', of: 'lex.text' },
  },
  ignore: ['original_triple_sets', 'lex'],
  kind: 'data-to-text',
};
