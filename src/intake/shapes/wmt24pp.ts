import type { Shape } from '../shape.ts';

/** google/wmt24pp: lp, source, target. */
export const wmt24pp: Shape = {
  name: 'wmt24pp',
  when: { lp: 'text', source: 'text', target: 'text' },
  read: {
    prompt: { first: ['prompt', 'source'] },
    reference: 'target',
    languages: { as: 'language-pair', of: 'lp' },
  },
  ignore: ['original_target'],
};
