import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openStore } from '../store/open-store.ts';
import { fixtureGroup } from '../testing/fixture-group.ts';
import { runMetrics } from './run-metrics.ts';

test('a run’s figures are flat lines, one a step, without what has no value', async (context) => {
  const store = await openStore({ home: null });
  context.after(() => store.close());
  const group = fixtureGroup(1, { run: 'a', rollouts: 4 });
  await store.appendRewards([group, { ...group, context: { run: 'a', step: 9 } }]);
  const lines = await runMetrics(store, 'a', { by: 'all' });
  assert.deepEqual(
    lines.map(({ step }) => step),
    [4, 9],
  );
  assert.deepEqual(lines[0]?.metrics, {
    rewards: 4,
    'reward/mean': 0.5,
    'reward/lowest': 0,
    'reward/highest': 1,
    coverage: 1,
    'missing/output': 0,
    'missing/query': 0,
    'missing/system': 0,
    length: 600,
    groups: 1,
    zero_signal: 0,
    'slot/correctness': 0.5,
    'flag/reviewed': 0.5,
  });
  const [kind] = await runMetrics(store, 'a', { by: 'kind' });
  assert.equal(kind?.part, 'math.final-answer');
  const later = await runMetrics(store, 'a', { by: 'all', after: 4 });
  assert.deepEqual(
    later.map(({ step }) => step),
    [9],
  );
  await assert.rejects(runMetrics(store, 'b', { by: 'all' }), { code: 'RLAR_NOT_FOUND' });
});
