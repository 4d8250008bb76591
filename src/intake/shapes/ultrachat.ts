import type { Shape } from '../shape.ts';

/** stingning/ultrachat: a list of texts, the user's first. */
export const ultrachat: Shape = {
  name: 'ultrachat',
  when: { data: 'texts' },
  read: { messages: { as: 'turns', of: 'data' } },
};
