/** What the lists and figures of every store must do. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { errorBody } from '../spec/errors.ts';
import { Random } from '../spec/random.ts';
import type { LedgerGroup } from '../store/ledger.ts';
import type { LedgerRecord } from '../store/ledger-record.ts';
import type { Store } from '../store/store.ts';
import { REWARD_SORTS, type RewardFilter, type RewardSort } from '../store/views.ts';
import { fixtureGroup } from './fixture-group.ts';

type OpenStore = (context: TestContext) => Promise<Store>;

const KINDS = ['math.final-answer', 'math.proof', 'code.unit-tests'];
const TOOLS = ['final-number', 'final-number-2', 'judge'];

/** Groups of all sorts, the same for the same seed. */
export function mixedGroups(count: number, seed: number): LedgerGroup[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, index): LedgerGroup => {
    const kind = KINDS[random.below(KINDS.length)]!;
    const tool = TOOLS[random.below(TOOLS.length)]!;
    const group = fixtureGroup(random.below(20), {
      rollouts: 1 + random.below(5),
      kind,
      characters: 150 + random.below(40),
      ...(random.below(4) > 0 && { run: `run-${random.below(2)}` }),
    });
    const { step: _step, ...context } = group.context;
    return {
      ...group,
      at: 1_000 + index,
      context: { ...context, ...(random.below(5) > 0 && { step: random.below(4) }) },
      assignment: { ...group.assignment, kind, snapshot: `s${random.below(2)}` },
      ...(random.below(6) === 0 && { rescoredFrom: group.entries.map(() => 'r1') }),
      entries: group.entries.map(({ rollout, reward }) => {
        const fails = random.below(5) === 0;
        return {
          rollout,
          reward: {
            ...reward,
            reward: fails ? null : random.below(4) / 4,
            status: fails ? 'failed' : 'scored',
            flags: [['reviewed'], ['tie', 'reviewed'], []][random.below(3)]!,
            results: random.below(9) === 0 ? [] : [{ ...reward.results[0]!, tool }],
            ...(fails && { reason: 'it broke', error: errorBody('RLAR_TOOL_CRASHED', 'boom') }),
            ...(fails && random.below(2) === 0 && { cause: 'system' as const }),
          },
        };
      }),
    };
  });
}

/** The list as its words say it, read from the whole ledger. */
async function plainList(store: Store, filter: RewardFilter, sort: RewardSort): Promise<string[]> {
  const { run, step, kind, tool, status, cause, flag, snapshot, origin } = filter;
  const found: LedgerRecord[] = [];
  for await (const record of store.scanRewards({ origin: origin ?? 'scored' })) {
    const { reward, context } = record;
    const matches =
      (run === undefined || context.run === run) &&
      (step === undefined || context.step === step) &&
      (kind === undefined || reward.kind === kind || reward.kind?.startsWith(`${kind}.`)) &&
      (tool === undefined ||
        reward.results.some((one) => one.tool === tool || `${one.tool}@${one.version}` === tool)) &&
      (status === undefined || reward.status === status) &&
      (cause === undefined || reward.cause === cause) &&
      (flag === undefined || reward.flags.includes(flag)) &&
      (snapshot === undefined || reward.assignment?.snapshot === snapshot);
    if (matches) found.push(record);
  }
  const order = sort === 'oldest' ? found : found.toReversed();
  const value = ({ reward, rollout }: LedgerRecord): number => {
    if (sort === 'lowest') return -(reward.reward ?? Number.POSITIVE_INFINITY);
    if (sort === 'highest') return reward.reward ?? Number.NEGATIVE_INFINITY;
    return sort === 'longest' ? (rollout?.text.length ?? -1) : 0;
  };
  const sorted = order.toSorted((one, other) => {
    const [left, right] = [value(one), value(other)];
    return left === right ? 0 : right - left;
  });
  return sorted.map(({ record }) => record);
}

async function paged(store: Store, filter: RewardFilter, sort: RewardSort, limit: number) {
  const records: string[] = [];
  let found = 0;
  let cursor: string | undefined;
  do {
    const page = await store.views.listRewards({ ...filter, sort, limit, ...(cursor && { cursor }) });
    records.push(...page.records.map(({ record }) => record));
    found = page.found;
    cursor = page.next ?? undefined;
  } while (cursor);
  return { records, found };
}

const FILTERS: readonly RewardFilter[] = [
  {},
  { run: 'run-1' },
  { run: 'run-0', step: 2 },
  { step: 0, origin: 'any' },
  { kind: 'math' },
  { kind: 'math.proof', status: 'failed' },
  { tool: 'final-number' },
  { tool: 'judge@1.0.0', flag: 'tie' },
  { flag: 'reviewed', snapshot: 's1' },
  { cause: 'system' },
  { origin: 'rescored' },
  { run: 'nobody' },
  { tool: '[' },
];

/** @param open makes an empty store, and closes it when the test ends */
export function viewsContract(name: string, open: OpenStore): void {
  test(`${name}: a list is what a reading of the whole ledger finds, page by page, also after more came and after a prune`, async (context) => {
    const store = await open(context);
    await store.appendRewards(mixedGroups(35, 1));
    const holds = async (): Promise<void> => {
      for (const [index, filter] of FILTERS.entries()) {
        const sort = REWARD_SORTS[index % REWARD_SORTS.length]!;
        const expected = await plainList(store, filter, sort);
        const { records, found } = await paged(store, filter, sort, 7);
        assert.deepEqual(records, expected, `${JSON.stringify(filter)} ${sort}`);
        assert.equal(found, expected.length);
      }
      for (const sort of REWARD_SORTS)
        assert.deepEqual((await paged(store, {}, sort, 40)).records, await plainList(store, {}, sort), sort);
    };
    await holds();
    await store.appendRewards(mixedGroups(15, 2));
    await holds();
    await store.prune({ run: 'run-0' });
    await holds();
  });

  test(`${name}: a cursor of another list, and nonsense, are refused`, async (context) => {
    const store = await open(context);
    await store.appendRewards(mixedGroups(10, 3));
    const { next } = await store.views.listRewards({ limit: 2 });
    for (const cursor of [
      next!.slice(2),
      '',
      'x',
      '[]',
      Buffer.from('["newest",1,-1]').toString('base64url'),
    ])
      await assert.rejects(store.views.listRewards({ cursor }), { code: 'RLAR_INVALID_REQUEST' });
    await assert.rejects(store.views.listRewards({ cursor: next!, sort: 'lowest' }), {
      code: 'RLAR_INVALID_REQUEST',
    });
  });

  test(`${name}: figures add up, and a group is all rollouts of a query in a step, however they came`, async (context) => {
    const store = await open(context);
    const one = fixtureGroup(1, { rollouts: 4, run: 'a' });
    const alone = (index: number, reward: number, step: number): LedgerGroup => {
      const entry = one.entries[index]!;
      return {
        ...one,
        context: { ...one.context, step },
        entries: [{ ...entry, reward: { ...entry.reward, reward } }],
      };
    };
    await store.appendRewards([alone(0, 0.5, 1), alone(1, 0.5, 1), alone(0, 0, 2)]);
    assert.deepEqual(
      (await store.views.figures('step', { run: 'a' })).map(({ part, groups, zeroSignal }) => [
        part,
        groups,
        zeroSignal,
      ]),
      [
        [1, 1, 1],
        [2, 0, 0],
      ],
    );
    await store.appendRewards([alone(1, 1, 2), { ...alone(2, 0, 1), rescoredFrom: ['r1'] }]);
    const [first, second] = await store.views.figures('step', { run: 'a' });
    assert.deepEqual([first?.zeroSignal, second?.groups, second?.zeroSignal, second?.mean], [1, 1, 0, 0.5]);
    const [tool] = await store.views.figures('tool', { run: 'a' });
    assert.deepEqual(
      [tool?.part, tool?.rewards, tool?.groups, tool?.zeroSignal, tool?.lowest, tool?.highest],
      ['final-number@1.0.0', 4, 2, 1, 0, 1],
    );
    assert.equal((await store.views.figures('step', { run: 'a', flag: 'reviewed' }))[0]?.groups, null);
    assert.deepEqual(await store.views.figures('run', { run: 'nobody' }), []);
    await store.appendRewards(mixedGroups(25, 4));
    for (const part of ['run', 'step', 'kind', 'snapshot'] as const) {
      const figures = await store.views.figures(part, { origin: 'any' });
      const total = figures.reduce((sum, { rewards }) => sum + rewards, 0);
      assert.equal(total, await store.countRewards({ origin: 'any' }), part);
      const scored = figures.reduce((sum, { mean, scored }) => sum + (mean ?? 0) * scored, 0);
      let plain = 0;
      for await (const { reward } of store.scanRewards({ origin: 'any' })) plain += reward.reward ?? 0;
      assert.ok(Math.abs(scored - plain) < 1e-9, part);
    }
  });

  test(`${name}: two sides are compared on the rollouts that both rewarded`, async (context) => {
    const store = await open(context);
    const before = fixtureGroup(1, { rollouts: 3, run: 'a' });
    const after = fixtureGroup(1, { rollouts: 5, run: 'b' });
    await store.appendRewards([before, fixtureGroup(2, { run: 'a' }), after, fixtureGroup(3, { run: 'b' })]);
    const [newest] = await store.appendRewards([{ ...after, entries: after.entries.slice(0, 1) }]);
    const pairs = await Array.fromAsync(store.views.compared({ run: 'a' }, { run: 'b' }));
    assert.deepEqual(
      pairs.map(({ before: one, after: other }) => [one.reward.id, other.reward.id]).sort(),
      [0, 1, 2].map((index) => [`item-1-${index}`, `item-1-${index}`]),
    );
    assert.ok(pairs.some(({ after: { record } }) => record === newest?.[0]));
    assert.deepEqual(await Array.fromAsync(store.views.compared({ run: 'a' }, { run: 'nobody' })), []);
  });
}
