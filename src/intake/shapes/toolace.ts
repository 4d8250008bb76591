import type { Shape } from '../shape.ts';

/** Team-ACE/ToolACE: a system prompt and a conversation; the last turn that calls tools is what is asked for. */
export const toolace: Shape = {
  name: 'toolace',
  when: { conversations: 'list', system: 'text' },
  read: {
    messages: {
      first: [
        { as: 'before-last-calls', of: ['conversations', 'system'] },
        { as: 'before-last', of: ['conversations', 'system'] },
      ],
    },
    expected_calls: { as: 'last-calls', of: 'conversations' },
  },
};
