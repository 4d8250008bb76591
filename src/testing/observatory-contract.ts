/** What the series, distributions, lists of groups and searches of every store must do. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { GROUP_SORTS, type GroupLine, type GroupSort } from '../spec/views/group-line.ts';
import type { LedgerGroup } from '../store/ledger.ts';
import type { LedgerRecord } from '../store/ledger-record.ts';
import type { Store } from '../store/store.ts';
import type { GroupFilter, RewardFilter, RewardSearch } from '../store/views.ts';
import { fixtureGroup } from './fixture-group.ts';
import { mixedGroups } from './views-contract.ts';

type OpenStore = (context: TestContext) => Promise<Store>;

const FILTERS: readonly GroupFilter[] = [
  {},
  { run: 'run-1' },
  { run: 'run-0', step: 2 },
  { kind: 'math' },
  { run: 'nobody' },
];

/** A group of one rollout with this text, prompt and tool values. */
function groupOf(
  number: number,
  {
    text = 'text',
    prompt,
    values = [1],
    run = 'a',
    step = 1,
  }: Partial<Record<'text' | 'prompt' | 'run', string>> & {
    readonly values?: readonly number[];
    readonly step?: number;
  },
): LedgerGroup {
  const group = fixtureGroup(number, { rollouts: 1, run });
  const [entry] = group.entries;
  const [result] = entry!.reward.results;
  return {
    ...group,
    context: { ...group.context, step },
    ...(prompt !== undefined && {
      query: { ...group.query, messages: [{ role: 'user', content: prompt }] },
    }),
    entries: [
      {
        rollout: { ...entry!.rollout, text },
        reward: {
          ...entry!.reward,
          reward: values[0]!,
          results: values.map((value, index) => ({ ...result!, tool: `tool-${index}`, value })),
        },
      },
    ],
  };
}

async function pagedGroups(store: Store, filter: GroupFilter, sort: GroupSort): Promise<GroupLine[]> {
  const lines: GroupLine[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.views.listGroups({ ...filter, sort, limit: 4, ...(cursor && { cursor }) });
    lines.push(...page.items);
    cursor = page.next ?? undefined;
    if (!cursor) assert.equal(page.found, lines.length);
  } while (cursor);
  return lines;
}

async function all(store: Store, filter: RewardFilter): Promise<LedgerRecord[]> {
  const { records } = await store.views.listRewards({ ...filter, limit: 1_000 });
  return [...records];
}

const sortValue = (line: GroupLine, sort: GroupSort): number =>
  ({
    newest: line.latest,
    spread: line.spread ?? -1,
    length: line.longest ?? -1,
    disagreement: line.disagreement ?? -1,
  })[sort];

/** @param open makes an empty store, and closes it when the test ends */
export function observatoryContract(name: string, open: OpenStore): void {
  test(`${name}: series and distributions hold what the lists hold, also after a prune`, async (context) => {
    const store = await open(context);
    await store.appendRewards(mixedGroups(40, 5));
    const holds = async (): Promise<void> => {
      for (const filter of FILTERS) {
        const records = await all(store, filter);
        const { parts } = await store.views.series('all', 100, filter);
        assert.equal(
          parts.flatMap(({ points }) => points).reduce((sum, { rewards }) => sum + rewards, 0),
          records.length,
        );
        for (const point of parts[0]?.points ?? []) {
          const here = records.filter(({ context: { step } }) => (step ?? null) === point.from);
          const slots = here.flatMap(({ reward }) => reward.slots.correctness ?? []);
          assert.deepEqual([point.rewards, point.to], [here.length, point.from]);
          assert.equal(point.slots.correctness, slots.reduce((sum, slot) => sum + slot, 0) / slots.length);
          assert.equal(point.slots.safety, null);
        }
        const whole = await store.views.series('all', 1, filter);
        assert.ok((whole.parts[0]?.points ?? []).filter(({ from }) => from !== null).length <= 1);
        const kinds = await store.views.series('kind', 1, filter);
        assert.deepEqual(
          kinds.parts.map(({ part, points }) => [
            part,
            points.reduce((sum, { rewards }) => sum + rewards, 0),
          ]),
          (await store.views.figures('kind', filter)).map(({ part, rewards }) => [part, rewards]),
        );
        const { edges, points } = await store.views.histogram({ bins: 4, points: 1 }, filter);
        const counts = [0, 0, 0, 0];
        for (const { reward } of records)
          if (reward.reward !== null) counts[Math.min(3, Math.floor(reward.reward * 4))]! += 1;
        const found = [0, 1, 2, 3].map((bin) => points.reduce((sum, point) => sum + point.counts[bin]!, 0));
        if (records.length > 0) assert.deepEqual([edges, found], [[0, 0.25, 0.5, 0.75, 1], counts]);
        const without = points.reduce((sum, point) => sum + point.without, 0);
        assert.equal(without, records.filter(({ reward }) => reward.reward === null).length);
      }
    };
    await holds();
    await store.prune({ run: 'run-0' });
    await holds();
  });

  test(`${name}: values without bounds have bins, and what is beyond them is said`, async (context) => {
    const store = await open(context);
    await store.appendRewards(
      [-1e9, -3.2, 0, 7.5, 1e300].map((value, index) => groupOf(index, { values: [value] })),
    );
    const { edges, open: isOpen, points } = await store.views.histogram({ bins: 10, points: 5 });
    assert.deepEqual(
      [isOpen, edges.length, points[0]?.counts.reduce((sum, count) => sum + count, 0)],
      [true, 11, 5],
    );
    assert.ok(edges.every((edge, index) => index === 0 || edge > edges[index - 1]!));
  });

  test(`${name}: groups are listed by spread, length, disagreement and age, page by page`, async (context) => {
    const store = await open(context);
    await store.appendRewards(mixedGroups(30, 6));
    for (const filter of FILTERS)
      for (const sort of GROUP_SORTS) {
        const lines = await pagedGroups(store, filter, sort);
        assert.equal(
          new Set(lines.map(({ query, run, step }) => `${query} ${run} ${step}`)).size,
          lines.length,
        );
        const values = lines.map((line) => sortValue(line, sort));
        assert.deepEqual(
          values,
          values.toSorted((one, other) => other - one),
          sort,
        );
        const rollouts = lines.reduce((sum, line) => sum + line.rollouts, 0);
        // The made-up queries change their kinds, which a group does not.
        if (!filter.kind) assert.equal(rollouts, (await all(store, filter)).length);
      }
    const other = await open(context);
    await other.appendRewards([
      groupOf(1, { values: [1, 0.5, 0.25] }),
      groupOf(2, { values: [1] }),
      groupOf(3, { values: [-7, 99] }),
    ]);
    const lines = await pagedGroups(other, {}, 'disagreement');
    assert.deepEqual(
      lines.map(({ disagreement }) => disagreement),
      [1, 0.75, null],
    );
    assert.deepEqual([lines[0]?.run, lines[0]?.step, lines[0]?.excerpt?.slice(0, 8)], ['a', 1, 'Farmer 3']);
    const { next } = await other.views.listGroups({ limit: 1 });
    await assert.rejects(other.views.listGroups({ cursor: next!, sort: 'spread' }), {
      code: 'RLAR_INVALID_REQUEST',
    });
  });

  test(`${name}: the rewards of one query are given in order, of its run and step`, async (context) => {
    const store = await open(context);
    const group = fixtureGroup(1, { rollouts: 5, run: 'a' });
    await store.appendRewards([
      group,
      fixtureGroup(2, { run: 'a' }),
      { ...group, context: { run: 'b', step: 9 } },
    ]);
    const key = group.queryKey;
    const first = await store.views.groupRewards(key, { run: 'a' }, { limit: 3 });
    const second = await store.views.groupRewards(key, { run: 'a' }, { limit: 3, after: first.next! });
    assert.deepEqual(
      [first.found, first.records.length, second.records.length, second.next],
      [5, 3, 2, null],
    );
    assert.equal((await store.views.groupRewards(key, { step: 9 }, { limit: 9 })).found, 5);
    assert.equal((await store.views.groupRewards('0'.repeat(32), {}, { limit: 9 })).found, 0);
  });

  test(`${name}: words are found in responses and prompts, and what is erased is not`, async (context) => {
    const store = await open(context);
    await store.appendRewards([
      groupOf(1, { text: 'The Würfel shows \\boxed{3.14} dots' }),
      groupOf(2, { text: 'three point one four, 東京', run: 'b' }),
      groupOf(3, { prompt: 'How many dots has a WURFEL?', text: 'six' }),
      groupOf(4, { text: 'dots. The "<b>\u0000\uD800' }),
    ]);
    const found = async (text: string, more: Omit<RewardSearch, 'text'> = {}) => {
      const { records, behind } = await store.views.search({ text, ...more });
      assert.equal(behind, 0);
      return records.map(({ record }) => record);
    };
    assert.deepEqual(await found('wurfel dots'), ['r3', 'r1']);
    assert.deepEqual(await found('wurfel dots', { sort: 'oldest', run: 'a' }), ['r1', 'r3']);
    assert.deepEqual(await found('dots the', { limit: 1 }), ['r4']);
    assert.deepEqual(await found('3.14'), ['r1']);
    assert.deepEqual(await found('京'), ['r2']);
    assert.deepEqual(await found('wür*', { run: 'b' }), []);
    assert.deepEqual(await found('"point one"'), ['r2']);
    assert.deepEqual(await found('"one point"'), []);
    assert.deepEqual(await found('NEAR(dots shows) OR six'), []);
    for (const text of ['', ' * "', '"', '()', '\u0000'])
      await assert.rejects(store.views.search({ text }), { code: 'RLAR_INVALID_REQUEST' }, text);
    const first = await store.views.search({ text: 'dots', limit: 2 });
    const rest = await store.views.search({ text: 'dots', limit: 2, cursor: first.next! });
    assert.deepEqual(
      [...first.records, ...rest.records].map(({ record }) => record),
      ['r4', 'r3', 'r1'],
    );
    await assert.rejects(store.views.search({ text: 'dots', sort: 'oldest', cursor: first.next! }), {
      code: 'RLAR_INVALID_REQUEST',
    });
    await store.prune({ query: first.records[1]!.queryKey });
    assert.deepEqual(await found('wurfel'), ['r1']);
    await store.appendRewards([groupOf(5, { text: 'new dots' })]);
    assert.deepEqual(await found('dots'), ['r5', 'r4', 'r1']);
  });
}
