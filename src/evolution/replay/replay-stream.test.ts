import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../spec/json.ts';
import type { Reward } from '../../spec/reward.ts';

import { watcherSettings } from '../watches/watcher.ts';
import { replayStream } from './replay-stream.ts';
import { type StreamItem, streamItem } from './stream-item.ts';

const query = { messages: [], references: [], constraints: [], hints: {} };

function item(at: number, labels: readonly (boolean | null)[], columns: JsonObject = {}): StreamItem {
  const rollouts = labels.map((_, index) => ({
    id: `q${at}/${index}`,
    text: String(index),
    meta: { line: at, columns },
  }));
  return streamItem({ id: `q${at}`, query, rollouts }, { step: at >> 3 }, labels);
}

/** A reward function that pays what is labelled right, and from `from` on everything. */
function rewardsOf({ group, gold }: StreamItem, from: number): Reward[] {
  const at = Number(group.id?.slice(1));
  return group.rollouts.map(({ id }, index) => ({
    id: id!,
    record: null,
    reward: at >= from || gold[index] ? 1 : 0,
    status: 'scored',
    kind: 'math.final-answer',
    slots: { correctness: 1, quality: null, format: null, efficiency: null, safety: null },
    flags: [],
    assignment: {
      kind: 'math.final-answer',
      confidence: 1,
      tools: [{ id: 'final-number', version: '1', weight: 1 }],
      truncated: 'score',
      rung: 'rule',
      reason: '',
      snapshot: 's1',
    },
    results: [],
  }));
}

async function* stream(count: number): AsyncGenerator<readonly StreamItem[]> {
  for (let at = 0; at < count; at += 4)
    yield Array.from({ length: 4 }, (_, place) => item(at + place, [true, (at + place) % 3 === 0]));
}

test('labels and verdicts are read out of the columns of a row, one for all or a list', () => {
  assert.deepEqual(item(1, [true, null]).trusted, [true, null]);
  assert.deepEqual(item(1, [null, null], { trusted: [true, 'x'] }).trusted, [true, null]);
  assert.deepEqual(item(1, [null, null], { gold_labels: [0, 1], trusted_verdicts: [1, 1] }), {
    ...item(1, [null, null], { gold_labels: [0, 1], trusted_verdicts: [1, 1] }),
    gold: [false, true],
    trusted: [true, true],
  });
  assert.deepEqual(item(1, [null], { is_correct: 'false' }).gold, [false]);
  assert.equal(item(1, [null], { kl: 3.5 }).kl, 3.5);
  assert.equal(item(1, [null], { kl: -1 }).kl, null);
  assert.deepEqual(item(1, [null], JSON.parse('{"__proto__": 1}')).gold, [null]);
});

test('a replay counts by window, and names the rows of an exploit', async () => {
  const report = await replayStream(stream(800), {
    way: 'frozen',
    every: 250,
    watcher: watcherSettings.parse({ auditShare: 1 }),
    score: async (items) => items.map((one) => rewardsOf(one, 600)),
    cardOf: () => undefined,
    snapshot: () => 's1',
    agentCalls: () => 0,
  });
  assert.deepEqual(
    report.windows.map(({ from, to, accuracy }) => [from, to, accuracy === 1]),
    [
      [1, 250, true],
      [251, 500, true],
      [501, 750, false],
      [751, 800, false],
    ],
  );
  assert.equal(report.overall.queries, 800);
  assert.equal(report.overall.coverage, 1);
  const exploit = report.alarms.find(({ watch }) => watch === 'precision');
  assert.ok(exploit && exploit.query > 600 && exploit.query < 700);
  assert.ok(exploit.rollouts.every((id) => Number(id.slice(1).split('/')[0]) >= 600));
  assert.deepEqual(
    report.alarms.filter(({ query: at }) => at <= 600),
    [],
  );
});

test('what is changed between batches is told with its place', async () => {
  let snapshot = 's1';
  const seen: number[] = [];
  const report = await replayStream(stream(16), {
    way: 'evolving',
    every: 8,
    watcher: watcherSettings.parse({}),
    score: async (items) => items.map((one) => rewardsOf(one, 600)),
    cardOf: () => undefined,
    snapshot: () => snapshot,
    agentCalls: () => (snapshot === 's2' ? 3 : 0),
    evolve: async (batch) => {
      seen.push(batch.length);
      if (seen.length !== 2) return [];
      snapshot = 's2';
      return ['a tool was published'];
    },
  });
  assert.deepEqual(seen, [4, 4, 4, 4]);
  assert.deepEqual(report.changes, [{ query: 8, what: 'a tool was published', snapshot: 's2' }]);
  assert.deepEqual(report.snapshots, { first: 's1', last: 's2' });
  assert.equal(report.agentCallsPer1000, (1000 * 3) / 32);
});

test('an exploit is told between two batches with the audited rollouts, and the library may change then', async () => {
  let withdrawn = false;
  const report = await replayStream(stream(800), {
    way: 'frozen',
    every: 250,
    watcher: watcherSettings.parse({ auditShare: 1 }),
    score: async (items) => items.map((one) => rewardsOf(one, withdrawn ? 1_000 : 600)),
    cardOf: () => undefined,
    worth: -1,
    snapshot: () => (withdrawn ? 's2' : 's1'),
    agentCalls: () => 0,
    onExploit: async (alarm, audits) => {
      assert.ok(
        audits.some(
          ({ subject, good, record }) =>
            subject === alarm.subject && !good && alarm.rollouts.includes(record),
        ),
      );
      withdrawn = true;
      return 'withdrawn';
    },
  });
  const [change, ...more] = report.changes;
  assert.ok(change && change.query > 600 && change.query < 700 && change.query % 4 === 0);
  assert.deepEqual([more, report.snapshots.last, report.windows.at(-1)?.accuracy], [[], 's2', 1]);
  assert.deepEqual([report.unscorable.worth, report.unscorable.gained], [-1, []]);
});
