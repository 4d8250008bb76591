import type { Shape } from '../shape.ts';

/** Anthropic/hh-rlhf: two transcripts that differ in the last turn. */
export const hhRlhf: Shape = {
  name: 'hh-rlhf',
  when: { chosen: '/Human:/', rejected: '/Human:/' },
  read: {
    messages: { as: 'common-transcript', of: ['chosen', 'rejected', { value: 'prompt' }] },
    chosen: { as: 'common-transcript', of: ['chosen', 'rejected', { value: 'answer' }] },
    rejected: { as: 'common-transcript', of: ['rejected', 'chosen', { value: 'answer' }] },
  },
};
