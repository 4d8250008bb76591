import type { Shape } from '../shape.ts';

/** GEM/web_nlg: triples, a target and its alternatives. */
export const gemWebNlg: Shape = {
  name: 'gem-web-nlg',
  when: { gem_id: 'text', input: 'texts', target: 'text' },
  read: {
    prompt: { first: ['prompt', { as: 'lines', of: 'input' }] },
    reference: { first: [{ as: 'alternatives', of: 'references' }, 'target'] },
  },
  kind: 'data-to-text',
};
