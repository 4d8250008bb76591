import { bottomOfNothing } from './endpoint-bottoms.ts';
import { exactValues, topOfRight } from './endpoint-tops.ts';
import type { Gate } from './gate.ts';

/** G3: the reference at the top; nothing, a refusal and other queries' answers at the bottom; exact values as given. */
export const endpoints: Gate = {
  gate: 'G3',
  name: 'endpoints',
  question: 'Does the reference earn the top, and an empty answer, a refusal, another query’s answer not?',
  async run(trial) {
    const values = await exactValues(trial);
    const tops = await topOfRight(trial);
    const bottoms = trial.byReference ? await bottomOfNothing(trial) : { cases: 0, findings: [], shares: {} };
    const findings = [...values.findings, ...tops.findings, ...bottoms.findings];
    const cases = values.cases + tops.cases + bottoms.cases;
    if (cases === 0) return { outcome: 'not-applicable', reason: 'no references, and no labelled responses' };
    return {
      outcome: findings.length > 0 ? 'failed' : 'passed',
      cases,
      findings,
      shares: { ...tops.shares, ...bottoms.shares },
    };
  },
};
