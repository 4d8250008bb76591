import type { Gate } from './gate.ts';

/** G9: the tool runs beside the present tool on live traffic, and its verdicts earn nothing. */
export const shadow: Gate = {
  gate: 'G9',
  name: 'shadow',
  question: 'Beside the incumbent on live traffic, unpaid: does it do better?',
  run: async () => ({ outcome: 'exempt', reason: 'not switched on' }),
};
