/** What every store must do, whatever it keeps its rows in: one set of tests for all of them. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { errorBody } from '../spec/errors.ts';
import type { LedgerGroup } from '../store/ledger.ts';
import type { AssignmentEntry, RunSettings } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { fixtureGroup } from './fixture-group.ts';
import { viewsContract } from './views-contract.ts';

type OpenStore = (context: TestContext) => Promise<Store>;

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

  viewsContract(name, open);
}

/** @param open makes an empty store, and closes it when the test ends */
export function runsContract(name: string, open: OpenStore): void {
  const settings: RunSettings = {
    hints: true,
    provisional: false,
    formOnly: false,
    bareCheckers: true,
    shaping: {},
    judgeBudget: { calls: null, tokens: null, usd: null },
    unscorable: null,
    follow: 'never' as const,
    noReward: 'neutral',
  };

  test(`${name}: the first assignment of a query in a phase of a run holds`, async (context) => {
    const store = await open(context);
    const { queryKey, query, assignment, ...group } = fixtureGroup(1, { run: 'a', rollouts: 1 });
    const entry: AssignmentEntry = { run: 'a', fromStep: 0, queryKey, query, assignment };
    const other = { ...assignment, reason: 'another' };
    assert.equal(await store.getAssignment('a', 0, queryKey), null);
    assert.deepEqual(await store.putAssignments([entry]), [assignment]);
    const later = [
      { ...entry, assignment: other },
      { ...entry, run: 'b', assignment: other },
    ];
    assert.deepEqual(await store.putAssignments(later), [assignment, other]);
    assert.deepEqual(await store.putAssignments([{ ...entry, fromStep: 5, assignment: other }]), [other]);
    assert.deepEqual(await store.getAssignment('a', 0, queryKey), assignment);
    assert.deepEqual(await store.getAssignment('a', 5, queryKey), other);
    assert.equal(await store.getAssignment('b', 5, queryKey), null);
    const appended = { ...group, queryKey, query, assignment: other };
    const [[record]] = (await store.appendRewards([appended])) as [[string]];
    assert.deepEqual((await store.getReward(record))?.reward.assignment, other, 'as it was scored');
    assert.deepEqual(await store.getAssignment('a', 0, queryKey), assignment);
    const unknown = fixtureGroup(2, { run: 'a', rollouts: 1 });
    await store.appendRewards([unknown]);
    assert.equal(await store.getAssignment('a', 0, unknown.queryKey), null, 'rewards assign nothing');
  });

  test(`${name}: what a run's first request says holds`, async (context) => {
    const store = await open(context);
    assert.equal(await store.getRun('a'), null);
    const opened = await store.openRun('a', { settings, snapshot: 's1' });
    assert.deepEqual(
      [opened.settings, opened.phases, opened.rows],
      [settings, [{ fromStep: 0, snapshot: 's1' }], 0],
    );
    const others = {
      settings: {
        hints: false,
        provisional: true,
        formOnly: true,
        bareCheckers: false,
        shaping: {},
        judgeBudget: { calls: 5, tokens: null, usd: null },
        unscorable: -1,
        follow: 'step' as const,
        noReward: 0.5,
      },
      snapshot: 's2',
    };
    assert.deepEqual(await store.openRun('a', others), opened);
    await store.appendRewards([fixtureGroup(1, { run: 'b' }), fixtureGroup(2)]);
    assert.deepEqual(
      (await store.listRuns()).map(({ run, settings: said, phases, rows }) => [run, said, phases, rows]),
      [
        ['b', null, [], 8],
        ['a', settings, opened.phases, 0],
      ],
    );
    const late = await store.openRun('b', others);
    assert.deepEqual([late.settings, late.phases], [others.settings, [{ fromStep: 0, snapshot: 's2' }]]);
  });

  test(`${name}: a run may have other snapshots from a step on, and a pin before its first request stands`, async (context) => {
    const store = await open(context);
    const phases = async (run: string) =>
      (await store.getRun(run))?.phases.map((phase) => Object.values(phase));
    await store.pinRun('a', 's1');
    await store.openRun('a', { settings, snapshot: 's0' });
    assert.deepEqual(await phases('a'), [[0, 's1']]);
    await store.pinRun('a', 's2', 100);
    await store.pinRun('a', 's3', 50);
    assert.deepEqual(await phases('a'), [
      [0, 's1'],
      [50, 's3'],
      [100, 's2'],
    ]);
    await store.pinRun('a', 's4');
    assert.deepEqual((await phases('a'))?.at(-1), [100, 's4'], 'the last phase, where no step is said');
    assert.deepEqual((await store.getRun('a'))?.settings, settings);
  });

  test(`${name}: whoever reaches a step first decides what begins there, and earlier steps keep theirs`, async (context) => {
    const store = await open(context);
    const reach = async (run: string, step: number, snapshot: string, epoch: number | null = null) =>
      (await store.reachStep(run, { step, epoch }, snapshot)).phases.map((phase) => Object.values(phase));
    await store.openRun('a', { settings: { ...settings, follow: 'step' }, snapshot: 's1' });
    assert.deepEqual(await reach('a', 3, 's1'), [[0, 's1']]);
    assert.deepEqual(await reach('a', 3, 's2'), [[0, 's1']], 'step 3 has begun');
    assert.deepEqual(await reach('a', 2, 's2'), [[0, 's1']], 'so have those before it');
    const [one, other] = await Promise.all([reach('a', 4, 's2'), reach('a', 4, 's3')]);
    assert.deepEqual(one, other);
    assert.deepEqual(one?.[1], [4, 's2']);
    await store.openRun('b', { settings: { ...settings, follow: 'epoch' }, snapshot: 's1' });
    await reach('b', 1, 's1', 0);
    assert.deepEqual(await reach('b', 2, 's2', 0), [[0, 's1']], 'the same epoch');
    assert.deepEqual(await reach('b', 3, 's2', 1), [
      [0, 's1'],
      [3, 's2'],
    ]);
  });

  test(`${name}: judges of a run keep to its budget by whole groups, and a step’s decision on a query holds`, async (context) => {
    const store = await open(context);
    const budget = { calls: 20, tokens: null, usd: null };
    const group = (queryKey: string, responses: number, step: number | null = 1) => ({
      queryKey,
      step,
      responses,
      each: { calls: 2, tokens: 100, usd: 0 },
    });
    const fits = async (...groups: ReturnType<typeof group>[]) =>
      (await store.reserveJudging('a', groups, budget)).map((one) => one.fits);
    assert.deepEqual(await fits(group('q1', 4), group('q2', 7), group('q3', 6)), [true, false, true]);
    assert.deepEqual(await fits(group('q2', 1), group('q3', 1), group('q4', 1)), [false, true, false]);
    assert.deepEqual(await fits(group('q4', 1, 2), group('q4', 1, null)), [false, false]);
    await store.settleJudging('a', { calls: 20, tokens: 1_000, usd: 0 }, { calls: 5, tokens: 400, usd: 0.5 });
    const { judged } = (await store.getRun('a'))!;
    assert.deepEqual(judged, { calls: 7, tokens: 500, usd: 0.5, responses: 11 });
    assert.deepEqual(await fits(group('q2', 1), group('q4', 1, 2), group('q5', 1)), [false, false, true]);
    assert.deepEqual((await store.reserveJudging(null, [group('q1', 9)], budget))[0]!.fits, true);
    assert.equal(
      (await store.getRun('a'))!.judged.responses,
      12,
      'requests without a run have a row of their own',
    );
  });
}
