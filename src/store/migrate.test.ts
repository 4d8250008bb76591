/** A home of the first version opens, and everything in it is found. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { fixtureGroup } from '../testing/fixture-group.ts';
import type { RecordedGroup } from './ledger.ts';
import { openStore } from './open-store.ts';

const FIRST = '00000000000000000000000000000001';

function homeOfVersion1(context: TestContext): string {
  const home = mkdtempSync(join(tmpdir(), 'rlar-migrate-'));
  context.after(() => rmSync(home, { recursive: true, force: true }));
  const database = new DatabaseSync(join(home, 'rlar.db'));
  database.exec(readFileSync(new URL('./version-1.sql', import.meta.url), 'utf8'));
  database.close();
  return home;
}

const recordsOf = ({ records }: RecordedGroup) => records.map(({ record }) => record);

test('the groups of a ledger of version 1 are those that were scored together', async (context) => {
  const store = await openStore({ home: homeOfVersion1(context) });
  context.after(() => store.close());
  const groups = await Array.fromAsync(store.scanGroups());
  assert.deepEqual(groups.map(recordsOf), [['r1', 'r2'], ['r3'], ['r4', 'r5'], ['r9', 'ra']]);
  assert.deepEqual((await Array.fromAsync(store.scanGroups({ origin: 'rescored' }))).map(recordsOf), [
    ['r6', 'r7'],
  ]);
  assert.deepEqual(
    groups.map(({ id, context: { run, step, policy } }) => [id, run, step, policy]),
    [
      ['a', 'old', 0, 'policy-7b'],
      ['b', 'old', 0, 'policy-7b'],
      ['a', 'old', 1, 'policy-7b'],
      [null, undefined, undefined, 'policy-7b'],
    ],
  );
  const meta = { extra: { index: 4, deep: { list: [1] } }, source: 'gsm8k' };
  assert.deepEqual(
    groups.map(({ records }) => records[0]?.rollout?.meta),
    [undefined, meta, undefined, undefined],
  );
  assert.deepEqual(groups[1]?.query?.hints, { source: 'gsm8k' });
  assert.equal('metadata' in (groups[1]?.query ?? {}), false);
});

test('runs, assignments, items and words of version 1 are found, and new rows go beside them', async (context) => {
  const store = await openStore({ home: homeOfVersion1(context) });
  context.after(() => store.close());
  const run = await store.getRun('old');
  assert.deepEqual([run?.settings, run?.phases, run?.rows], [null, [{ fromStep: 0, snapshot: 's1' }], 6]);
  assert.equal((await store.getAssignment('old', 0, FIRST))?.reason, 'r');
  const found = async (item: string) => (await store.findRewards(item)).map(({ record }) => record);
  assert.deepEqual([await found('a/0'), await found('d')], [['r6', 'r4', 'r1'], ['ra']]);
  const read = await store.getReward('r1');
  assert.deepEqual([read?.finishReason, read?.reward.kind], ['stop', 'math.final-answer']);
  assert.deepEqual(await store.appendRewards([fixtureGroup(1, { rollouts: 2, run: 'old' })]), [['rb', 'rc']]);
  assert.equal((await Array.fromAsync(store.scanGroups())).length, 5);
  assert.equal((await store.prune({ run: 'old' })).rewards, 9);
  assert.deepEqual((await Array.fromAsync(store.scanGroups())).map(recordsOf), [['r9', 'ra']]);
});

test('lists and figures of a ledger of version 1 are filled by who reads them first', async (context) => {
  const store = await openStore({ home: homeOfVersion1(context), readOnly: true });
  context.after(() => store.close());
  const { found, records } = await store.views.listRewards({ origin: 'any', sort: 'oldest', limit: 2 });
  assert.deepEqual([found, records.map(({ record }) => record)], [9, ['r1', 'r2']]);
  const runs = (await store.views.figures('run')).map(({ part, rewards }) => [part, rewards]);
  assert.deepEqual(runs.toSorted(), [
    [null, 2],
    ['old', 5],
  ]);
});

test('who only reads may be the first to open a store of version 1, and two may open it at once', async (context) => {
  const home = homeOfVersion1(context);
  const stores = await Promise.all([
    openStore({ home, readOnly: true }),
    openStore({ home }),
    openStore({ home, readOnly: true }),
  ]);
  for (const store of stores) assert.equal(await store.countRewards({ origin: 'any' }), 9);
  for (const store of stores) await store.close();
});
