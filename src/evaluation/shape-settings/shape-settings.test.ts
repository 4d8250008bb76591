import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { correlation } from '../../evolution/probes/correlation.ts';
import { Random } from '../../spec/random.ts';
import { fc } from '../../testing/fc.ts';
import { denseAgreement } from './dense-agreement.ts';
import { filterReliability } from './filter-reliability.ts';
import { type LabelledScore, searchThreshold } from './gate-threshold.ts';
import { readLabelledRewards } from './labelled-rewards.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-labels-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Right ones score from 0.4 to 1, wrong ones from 0 to 0.6: at 0.6 nothing wrong passes. */
function labels(count: number, seed: number): LabelledScore[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const right = random.next() < 0.5;
    return { right, score: right ? 0.4 + 0.6 * random.next() : 0.6 * random.next() };
  });
}
const settings = { most: 0.05, error: 0.05 };

test('gate: the threshold that passes most right rollouts while its upper bound of false accepts keeps the bound', () => {
  const found = searchThreshold(labels(2_000, 1), { ...settings, grid: [0.9, 0.7, 0.6, 0.55, 0.3] });
  assert.equal(found.chosen!.at, 0.6);
  assert.ok(found.chosen!.falseAccept.high <= 0.05);
  assert.ok(found.next.at <= 0.6, 'the next to label may be a bolder one, never a stricter one');
  const few = searchThreshold(labels(20, 2), settings);
  assert.equal(few.chosen, null, 'twenty labels show nothing for sure');
  assert.ok(few.next.falseAccept.low <= 0.05);
});

test('gate: where no threshold can keep the bound, the one that breaks it least is next', () => {
  const wrong = Array.from({ length: 500 }, (_, index) => ({ right: false, score: index % 10 }));
  const found = searchThreshold(wrong, { most: 0.01, error: 0.05, grid: [5, 2, 0] });
  assert.deepEqual([found.chosen, found.next.at], [null, 5]);
});

test('gate: the chosen threshold keeps the bound in truth, for scores that tell little', () => {
  let broken = 0;
  for (let seed = 0; seed < 60; seed++) {
    const random = new Random(seed);
    const drawn = Array.from({ length: 400 }, () => ({ right: random.next() < 0.5, score: random.next() }));
    const { chosen } = searchThreshold(drawn, { most: 0.2, error: 0.05 });
    // Scores are uniform whatever the label: the true share of wrong ones above `at` is 1 − at.
    if (chosen && 1 - chosen.at > 0.2) broken += 1;
  }
  assert.ok(broken <= 60 * 0.05, `${broken} of 60`);
});

test('property: bounds hold their share, and a stricter threshold never passes more', () => {
  const label = fc.record({ score: fc.integer({ min: 0, max: 9 }), right: fc.boolean() });
  fc.assert(
    fc.property(fc.array(label, { minLength: 1, maxLength: 40 }), (list) => {
      const { cells } = searchThreshold(list, settings);
      for (const [index, { at, falseAccept, passed }] of cells.entries()) {
        assert.ok(falseAccept.low <= falseAccept.value && falseAccept.value <= falseAccept.high);
        const before = cells[index - 1];
        if (before) assert.ok(before.at > at && before.passed.value <= passed.value);
      }
    }),
    { numRuns: 60 },
  );
});

test('filter: rewards that are right at their ends alone are best believed there', () => {
  const rewards = Array.from({ length: 400 }, (_, index) => {
    const score = (index % 8) / 7;
    const sure = score === 0 || score === 1;
    return { group: `q${index >> 3}`, score, truth: sure ? score : index % 2 };
  });
  const { all, filters, bands } = filterReliability(rewards, 1);
  const of = (name: string) => filters.find((filter) => filter.name === name)!;
  assert.deepEqual([of('best-worst').rSquared, of('best-worst').count, of('top').rSquared], [1, 100, null]);
  assert.ok(all.rSquared! < 0.6);
  assert.equal(
    bands.reduce((sum, { count }) => sum + count, 0),
    400,
  );
});

test('steps: a tool whose steps run against the outcome is named by its correlation and the pairs it turns round', () => {
  const of = (tool: string, query: string, outcome: number, ...steps: number[]) => ({
    tool,
    query,
    outcome,
    steps,
  });
  const [bad, good] = denseAgreement([
    of('good', 'a', 1, 0.9, 1),
    of('good', 'a', 0, 0.2, 0.1),
    of('good', 'b', 0, 0.3),
    of('bad', 'a', 1, 0, 0),
    of('bad', 'a', 0, 1, 1, 1),
    of('bad', 'a', 0, 0),
  ]);
  assert.deepEqual([bad!.tool, bad!.pairs, bad!.disagree], ['bad', 2, 0.75]);
  assert.deepEqual([good!.pairs, good!.disagree], [1, 0]);
  assert.ok(good!.correlation! > 0.9 && bad!.correlation! < 0);
  assert.equal(denseAgreement([of('one', 'a', 1, 1)])[0]!.disagree, null);
  assert.equal(correlation([]), null);
});

test('steps: of few rollouts there is no interval, and of many it narrows around the correlation', () => {
  const many = (rollouts: number) =>
    denseAgreement(
      Array.from({ length: rollouts }, (_, at) => ({
        tool: 't',
        query: `q${at}`,
        steps: [at % 2],
        outcome: at % 5 === 0 ? 1 - (at % 2) : at % 2,
      })),
    )[0]!;
  assert.deepEqual([many(2).interval, many(8).interval], [null, null]);
  const [few, lots] = [many(20), many(400)].map(({ correlation: r, interval }) => {
    assert.ok(interval && interval[0] < r! && r! < interval[1]);
    return interval[1] - interval[0];
  });
  assert.ok(lots! < few! / 3);
});

test('labelled rewards: a score or the slots of a reward, beside a label; what has no score is left out', () => {
  const file = join(folder, 'labels.jsonl');
  const rows = [
    { score: 0.5, right: true, group: 7 },
    { slots: { correctness: 0.2, format: null }, correct: false, prompt: 'a' },
    { score: null, label: 1 },
    { slots: { format: 1 }, right: 0.5 },
  ];
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'));
  assert.deepEqual(readLabelledRewards(file, 'correctness'), {
    rows: [
      { group: '7', score: 0.5, truth: 1 },
      { group: 'a', score: 0.2, truth: 0 },
    ],
    unscored: 2,
  });
  writeFileSync(file, '{"score": 1}\n');
  assert.throws(() => readLabelledRewards(file, 'correctness'), /row 1: expected `score`/);
});
