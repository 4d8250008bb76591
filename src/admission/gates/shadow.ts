import type { Gate } from './gate.ts';

/** G9: beside the incumbent on live traffic, unpaid. */
export const shadow: Gate = {
  gate: 'G9',
  name: 'shadow',
  question: 'Beside the incumbent on live traffic, unpaid: does it do better?',
  run: async () => ({ outcome: 'exempt', reason: 'not switched on' }),
};
