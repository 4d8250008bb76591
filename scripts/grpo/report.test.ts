import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { arrivalOf, fallOf } from './beside.ts';
import { type Look, looksIn, type Step } from './look.ts';
import { pairedInterval } from './paired-interval.ts';
import { drawn } from './plot.ts';
import { difference, grpoReport } from './report.ts';

const look = (arm: string, seed: number, step: number, share: number): Look => ({
  arm,
  seed,
  step,
  seconds: step,
  held_out: { sums: share, calls: share },
  words: 8,
  unended: 0,
});

test('the paired interval is that of Student, and one seed has none', () => {
  // scipy.stats.t.interval(0.95, 4, loc=3, scale=scipy.stats.sem([1, 2, 3, 4, 5]))
  const { mean, interval } = pairedInterval([1, 2, 3, 4, 5])!;
  assert.equal(mean, 3);
  assert.ok(Math.abs(interval![0] - 1.0368) < 0.001 && Math.abs(interval![1] - 4.9632) < 0.001);
  assert.deepEqual(pairedInterval([2]), { mean: 2, interval: null });
  assert.equal(pairedInterval([]), null);
  assert.throws(() => pairedInterval(Array.from({ length: 11 }, () => 1)), RangeError);
});

test('arms are compared over the seeds that both ended', () => {
  const looks = [
    look('rlar', 1, 45, 0.9),
    look('rlar', 2, 45, 0.8),
    look('rlar', 3, 30, 0.1),
    look('hand', 1, 45, 0.7),
    look('hand', 2, 45, 0.7),
    look('hand', 3, 45, 0.7),
  ];
  const { mean, interval } = difference(looks, 'hand', 45)!;
  assert.ok(Math.abs(mean - 15) < 1e-9);
  assert.ok(interval![0] < 15 && interval![1] > 15);
  assert.equal(difference(looks, 'metric', 45), null);
});

test('the report says what ended, and nothing of what did not', () => {
  assert.equal(grpoReport([], [], 45), 'no training came to its end yet');
  const kind = { rollouts: 16, scored: 8, reward: 0.5, compared: 8, same: 6 };
  const text = grpoReport(
    [look('rlar', 1, 0, 0.4), look('rlar', 1, 45, 0.9), look('metric', 1, 30, 0.5)],
    [{ arm: 'rlar', seed: 1, step: 1, kinds: { sums: kind } }],
    45,
  );
  assert.match(text, /rlar .*90\.0/);
  assert.match(text, /50\.0/);
  assert.match(text, /75\.0/);
  assert.doesNotMatch(text, /metric/);
});

test('a step that was made again counts once, and a line that a stop cut short not at all', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'rlar-looks-')), 'looks.jsonl');
  const lines = [look('rlar', 1, 15, 0.2), look('rlar', 1, 15, 0.3)].map((one) => JSON.stringify(one));
  writeFileSync(file, `${lines.join('\n')}\n${lines[0]!.slice(0, 40)}`);
  assert.deepEqual(
    looksIn(file).map(({ held_out }) => held_out.sums),
    [0.3],
  );
  assert.deepEqual(looksIn(`${file}.none`), []);
});

test('a plot names its lines and marks, and escapes what it is given', () => {
  const svg = drawn(
    'a < b',
    [
      {
        name: 'one & two',
        points: [
          [0, 10],
          [45, 90],
        ],
      },
    ],
    45,
    [{ at: 10, word: 'here' }],
  );
  assert.match(svg, /a &lt; b/);
  assert.match(svg, /one &amp; two/);
  assert.match(svg, /here/);
});

test('a kind that arrives is covered from the step after its last one without rewards', () => {
  const at = (step: number, scored: number | null): Step => ({
    arm: 'arrives',
    seed: 1,
    step,
    kinds: scored === null ? {} : { puzzle: { rollouts: 8, scored, reward: 0.5, compared: 0, same: 0 } },
  });
  const end = { ...look('arrives', 1, 5, 0), held_out: { puzzle: 0.5 } };
  const covered = [at(1, null), at(2, 0), at(3, 4), at(4, 8), at(5, 8)];
  assert.deepEqual(arrivalOf([end], covered, 'arrives', 'puzzle', 5), {
    queries: 14,
    ofKind: 2,
    begun: null,
    solved: 0.5,
  });
  assert.equal(arrivalOf([end], [at(1, 8), at(2, 0)], 'arrives', 'puzzle', 5).queries, null);
  assert.equal(arrivalOf([], [], 'arrives', 'puzzle', 5).queries, null);
});

test('a fall is counted from the height so far', () => {
  const looks = [0.5, 0.9, 0.87, 0.7, 1].map((share, at) => look('hackable', 1, 5 * at, share));
  assert.deepEqual(fallOf(looks, 'hackable', 'sums'), { height: 90, heightAt: 5, fellAt: 15 });
  assert.equal(fallOf(looks.slice(0, 2), 'hackable', 'sums')!.fellAt, null);
  assert.equal(fallOf([], 'hackable', 'sums'), null);
});
