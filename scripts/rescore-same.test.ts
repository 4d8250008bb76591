import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rescoreSame } from './rescore-same.ts';

test('rewards made again by what made them are the same, with functions that compare a group among them, twice', async () => {
  const report = await rescoreSame(400, 2, false);
  assert.deepEqual([report.rewards, report.changed, report.rescored], [400, [0, 0], 800]);
  assert.ok(report.scored > 200, String(report.scored));
});
