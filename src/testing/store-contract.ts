/** What every store must do, whatever it keeps its rows in: one set of tests for all of them. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { errorBody } from '../spec/errors.ts';
import type { LedgerGroup } from '../store/ledger.ts';
import type { Store } from '../store/store.ts';
import { fixtureGroup } from './fixture-group.ts';

export type OpenStore = (context: TestContext) => Promise<Store>;

/** @param open makes an empty store, and closes it when the test ends */
export function ledgerContract(name: string, open: OpenStore): void {
  test(`${name}: what is appended is read back whole`, async (context) => {
    const store = await open(context);
    const group = fixtureGroup(7, { rollouts: 2, run: 'a' });
    const trajectory = {
      rollout: {
        id: 'odd',
        text: 'nul \0, émoji 🙂, שלום',
        steps: [{ role: 'tool', content: '', observation: { n: 1 } }],
        meta: { source: 'gsm8k', extra: { index: 3 }, columns: { uid: ['u', null] }, line: 9 },
      },
      reward: {
        ...group.entries[0]!.reward,
        id: 'odd',
        status: 'failed' as const,
        reward: null,
        reason: 'it broke',
        error: errorBody('RLAR_TOOL_CRASHED', 'boom'),
      },
    };
    const [records] = await store.appendRewards([
      { ...group, at: 5, entries: [...group.entries, trajectory] },
    ]);
    const [first, second, third] = records as [string, string, string];
    assert.deepEqual(await store.getReward(third), {
      record: third,
      at: 5,
      context: group.context,
      group: 'group-7',
      queryKey: group.queryKey,
      query: group.query,
      rollout: trajectory.rollout,
      textHash: null,
      finishReason: null,
      rescoredFrom: null,
      reward: { ...trajectory.reward, record: third, assignment: group.assignment },
    });
    const [again] = await store.appendRewards([{ ...group, rescoredFrom: [first, second] }]);
    assert.equal((await store.getReward(again![1]!))?.rescoredFrom, second);
    assert.deepEqual(
      (await store.findRewards('item-7-0')).map((row) => row.record),
      [again![0], first],
    );
    assert.equal((await store.findRewards('item-7-0', 1)).length, 1);
    assert.deepEqual(await store.findRewards('item-7'), []);
    assert.equal(await store.getReward('r99'), null);
    assert.equal(await store.getReward('nonsense'), null);
  });

  test(`${name}: an item is found by its whole id, however long and wherever it stands`, async (context) => {
    const store = await open(context);
    const long = 'x'.repeat(100);
    const named = (number: number, id: string): LedgerGroup => {
      const { entries, ...group } = fixtureGroup(number, { rollouts: 1 });
      return { ...group, entries: [{ ...entries[0]!, reward: { ...entries[0]!.reward, id } }] };
    };
    const [[oldest]] = (await store.appendRewards([named(1, `${long}/0`)])) as [[string]];
    const filler = Array.from({ length: 40 }, (_, number) =>
      fixtureGroup(number, { rollouts: 250, characters: 20 }),
    );
    await store.appendRewards(filler);
    const [[newest]] = (await store.appendRewards([named(1, `${long}/1`)])) as [[string]];
    const found = async (id: string) => (await store.findRewards(id)).map(({ record }) => record);
    assert.deepEqual([await found(`${long}/0`), await found(`${long}/1`)], [[oldest], [newest]]);
    assert.deepEqual(await found(long), []);
  });

  test(`${name}: groups are read as they were scored, and what was made again is told apart`, async (context) => {
    const store = await open(context);
    const meta = { extra: { index: 1 } };
    const shared = fixtureGroup(1, { rollouts: 3, run: 'a' });
    const entries = shared.entries.map(({ rollout, reward }) => ({ rollout: { ...rollout, meta }, reward }));
    const own = fixtureGroup(2, { rollouts: 2, run: 'b' });
    const [one, two] = own.entries;
    const failed = { ...two!.reward, status: 'failed' as const, reward: null };
    const records = await store.appendRewards([
      { ...shared, entries },
      {
        ...own,
        entries: [
          { ...one!, rollout: { ...one!.rollout, meta } },
          { ...two!, reward: failed },
        ],
      },
    ]);
    const groups = await Array.fromAsync(store.scanGroups());
    assert.deepEqual(
      groups.map((group) => group.records.map(({ record }) => record)),
      records,
    );
    const [first, second] = groups;
    const { id, context: where, queryKey, query, assignment, size } = first!;
    assert.deepEqual(
      { id, context: where, queryKey, query, assignment, size },
      {
        id: shared.id,
        context: shared.context,
        queryKey: shared.queryKey,
        query: shared.query,
        assignment: shared.assignment,
        size: 3,
      },
    );
    const metas = (group: typeof first) => group?.records.map(({ rollout }) => rollout?.meta);
    assert.deepEqual(
      [metas(first), metas(second)],
      [
        [meta, meta, meta],
        [meta, undefined],
      ],
    );
    const sizes = async (filter: Parameters<Store['scanGroups']>[0]) =>
      (await Array.fromAsync(store.scanGroups(filter))).map((group) => group.records.length);
    assert.deepEqual(await sizes({ status: 'failed' }), [2], 'the whole group of what matches');
    assert.deepEqual(await sizes({ run: 'a' }), [3]);
    await store.appendRewards([{ ...shared, rescoredFrom: records[0]!.map((record) => record ?? '') }]);
    assert.deepEqual(
      [await sizes({}), await sizes({ origin: 'rescored' }), await sizes({ origin: 'any' })],
      [[3, 2], [3], [3, 2, 3]],
    );
    assert.deepEqual([await store.countRewards(), await store.countRewards({ origin: 'rescored' })], [5, 3]);
  });

  test(`${name}: a scan filters, keeps the order, and reads on from a record`, async (context) => {
    const store = await open(context);
    const records = await store.appendRewards([
      fixtureGroup(1, { run: 'a', kind: 'math.final-answer', at: 10 }),
      fixtureGroup(2, { run: 'b', kind: 'math', at: 20 }),
      fixtureGroup(3, { kind: 'mathematics', at: 30 }),
    ]);
    const all = await Array.fromAsync(store.scanRewards());
    assert.deepEqual(
      all.map((row) => row.record),
      records.flat(),
    );
    assert.equal(all.at(-1)?.context.run, undefined);
    assert.equal(await store.countRewards({ kind: 'math' }), 16);
    assert.equal(await store.countRewards({ kind: 'math.final-answer' }), 8);
    assert.equal(await store.countRewards({ run: 'b' }), 8);
    assert.equal(await store.countRewards({ run: 'nobody' }), 0);
    assert.equal(await store.countRewards({ since: 20, until: 30 }), 8);
    assert.equal(await store.countRewards({ status: 'failed' }), 0);
    const after = { afterRecord: records[1]!.at(-1)! };
    assert.equal((await Array.fromAsync(store.scanRewards(after))).length, 8);
    assert.equal((await Array.fromAsync(store.scanGroups(after))).length, 1);
    await assert.rejects(Array.fromAsync(store.scanRewards({ afterRecord: 'x' })), {
      code: 'RLAR_INVALID_REQUEST',
    });
  });
}
