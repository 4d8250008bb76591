/** What the runs of every store must do: assignments and settings that hold, snapshots by steps, budgets. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AssignmentEntry, RunSettings } from '../store/runs.ts';
import { fixtureGroup } from './fixture-group.ts';
import type { OpenStore } from './store-contract.ts';

/** @param open makes an empty store, and closes it when the test ends */
export function runsContract(name: string, open: OpenStore): void {
  const settings: RunSettings = {
    hints: true,
    provisional: false,
    formOnly: false,
    bareCheckers: true,
    partialCredit: false,
    strictToolCalls: true,
    numberLocale: 'de',
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
        partialCredit: true,
        strictToolCalls: false,
        numberLocale: null,
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
