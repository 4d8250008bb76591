import type { Shape } from '../shape.ts';

/** EdinburghNLP/xsum: document and summary. */
export const xsum: Shape = {
  name: 'xsum',
  when: { document: 'text', summary: 'text' },
  read: { prompt: { first: ['prompt', 'document'] }, reference: 'summary' },
  kind: 'summarization',
};
