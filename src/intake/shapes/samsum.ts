import type { Shape } from '../shape.ts';

/** Samsung/samsum: dialogue and summary. */
export const samsum: Shape = {
  name: 'samsum',
  when: { dialogue: 'text', summary: 'text' },
  read: { prompt: { first: ['prompt', 'dialogue'] }, reference: 'summary' },
  kind: 'summarization',
};
