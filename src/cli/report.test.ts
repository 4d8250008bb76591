import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedReward, noAssignment } from '../rewards/failed-reward.ts';
import { RlarError } from '../spec/errors.ts';
import { addReward, emptyReport } from './report.ts';

test('a kind that is called as something every object has is counted as any other', () => {
  const report = emptyReport();
  const error = new RlarError('RLAR_INTERNAL', 'no');
  const reward = failedReward('a', noAssignment('s', error), error);
  const kinds = ['constructor', '__proto__', 'toString', 'constructor'];
  for (const kind of kinds) addReward(report, { ...reward, kind }, null);
  const counted = Object.entries(report.kinds).map(([kind, { rollouts }]) => [kind, rollouts]);
  assert.deepEqual(counted, [
    ['constructor', 2],
    ['__proto__', 1],
    ['toString', 1],
  ]);
  assert.equal(report.overall.rollouts, 4);
  assert.deepEqual(report.causes, { system: 4 });
});
