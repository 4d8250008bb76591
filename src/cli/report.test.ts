import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedReward, noAssignment } from '../rewards/failed-reward.ts';
import { RlarError } from '../spec/errors.ts';
import { addReward, countReason, emptyReport } from './report.ts';
import { reportTable } from './report-table.ts';

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

test('the audit of groups is summed by kind, and rollouts without a reward or an audit are left out of it', () => {
  const report = emptyReport();
  const error = new RlarError('RLAR_INTERNAL', 'no');
  const failed = { ...failedReward('a', noAssignment('s', error), error.toBody()), kind: 'chat' };
  const audited = (task_value: number, ...flags: string[]) =>
    addReward(
      report,
      { ...failed, status: 'scored', reward: 1, flags, shaped: { from: 1, steps: [], task_value } },
      null,
    );
  addReward(report, failed, null);
  addReward(report, { ...failed, status: 'scored', reward: 1, flags: ['tie'] }, null);
  assert.equal(report.overall.audit, undefined);
  assert.doesNotMatch(reportTable(report), /teach/);
  audited(1, 'tie', 'weight_sensitive');
  audited(0, 'zero_variance', 'vouched_by_user');
  const wanted = { rollouts: 2, taskValue: 1, flags: { zero_variance: 1, tie: 1, weight_sensitive: 1 } };
  assert.deepEqual([report.overall.audit, report.kinds.chat?.audit], [wanted, wanted]);
  assert.match(reportTable(report), /teach.*chat +2 +0\.500 +50\.0 % +50\.0 % +50\.0 %/s);
});
