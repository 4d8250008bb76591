import type { Shape } from '../shape.ts';

/** ShareGPT's conversations of from and value. */
export const sharegpt: Shape = {
  name: 'sharegpt',
  when: { conversations: 'list' },
  read: { messages: { as: 'turns', of: ['conversations', 'system'] } },
};
