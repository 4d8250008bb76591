import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedReward, noAssignment } from '../rewards/failed-reward.ts';
import { RlarError } from '../spec/errors.ts';
import { addReward, countReason, emptyReport } from './report.ts';

test('a kind that is called as something every object has is counted as any other', () => {
  const report = emptyReport();
  const error = new RlarError('RLAR_INTERNAL', 'no');
  const reward = failedReward('a', noAssignment('s', error), error.toBody());
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

test('reasons are counted, however many differ', () => {
  const error = new RlarError('RLAR_VERSION_GONE', 'own@1 is gone');
  const reward = failedReward('a', noAssignment('s', error), error.toBody());
  const reasons = {};
  for (let at = 0; at < 1_000; at += 1) countReason(reasons, { ...reward, reason: `other ${at}` });
  countReason(reasons, { ...reward, reason: 'other 0' });
  const counts = new Map(Object.entries<number>(reasons));
  assert.ok(counts.size < 1_000);
  assert.equal(counts.get('other 0'), 2);
  assert.equal(
    [...counts.values()].reduce((sum, count) => sum + count, 0),
    1_001,
  );
});
