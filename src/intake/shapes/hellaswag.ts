import type { Shape } from '../shape.ts';

/** Rowan/hellaswag: a context and four endings, the right one by index as text. */
export const hellaswag: Shape = {
  name: 'hellaswag',
  when: { ctx: 'text', endings: 'texts', label: 'index' },
  read: {
    prompt: { as: 'options', of: ['ctx', 'endings'] },
    reference: { as: 'letter', of: ['label', 'endings'] },
  },
  ignore: ['ctx_a', 'ctx_b', 'activity_label', 'source_id'],
  kind: 'choice',
};
