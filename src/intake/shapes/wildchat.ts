import type { Shape } from '../shape.ts';

/** allenai/WildChat: a conversation with flags at every turn. */
export const wildchat: Shape = {
  name: 'wildchat',
  when: { conversation: 'list' },
  read: { messages: { as: 'turns', of: 'conversation' } },
  ignore: ['language', 'model', 'turn', 'toxic'],
};
