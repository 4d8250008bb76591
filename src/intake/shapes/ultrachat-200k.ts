import type { Shape } from '../shape.ts';

/** HuggingFaceH4/ultrachat_200k: the first prompt beside the whole conversation. */
export const ultrachat200k: Shape = {
  name: 'ultrachat-200k',
  when: { prompt: 'text', prompt_id: 'text', messages: 'list' },
  read: { messages: 'messages' },
  ignore: ['prompt'],
};
