import type { Shape } from '../shape.ts';

/** abisee/cnn_dailymail: article and highlights. */
export const cnnDailymail: Shape = {
  name: 'cnn-dailymail',
  when: { article: 'text', highlights: 'any' },
  read: { prompt: { first: ['prompt', 'article'] }, reference: 'highlights' },
  kind: 'summarization',
};
