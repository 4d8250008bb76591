import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alwaysValidShare } from './always-valid.ts';
import { Random } from './random.ts';
import { share } from './share.ts';

test('the lower ends are those of the published implementation', () => {
  for (const [count, of, low] of [
    [57, 60, 0.806],
    [95, 100, 0.844],
    [190, 200, 0.879],
    [475, 500, 0.908],
    [950, 1000, 0.921],
  ] as const)
    assert.equal(Math.round(alwaysValidShare(count, of).low * 1e3) / 1e3, low, `${count} of ${of}`);
});

test('it is wider than an interval for one look, and mirrors', () => {
  for (const [count, of] of [
    [1, 4],
    [7, 30],
    [90, 200],
  ] as const) {
    const always = alwaysValidShare(count, of);
    const once = share(count, of);
    assert.ok(always.low <= once.low && always.high >= once.high);
    const mirrored = alwaysValidShare(of - count, of);
    assert.ok(Math.abs(mirrored.low + always.high - 1) < 2e-4);
  }
});

test('of nothing, everything is possible; one of one leaves nothing above it', () => {
  assert.deepEqual(alwaysValidShare(0, 0), { value: 0, low: 0, high: 1, of: 0 });
  assert.equal(alwaysValidShare(1, 1).high, 1);
  assert.ok(alwaysValidShare(1, 1).low > 0);
  assert.equal(alwaysValidShare(0, 9).low, 0);
});

test('looked at all the time, it misses the true share at most as often as it says', () => {
  const random = new Random(7);
  let missed = 0;
  for (let run = 0; run < 200; run++) {
    let [count, out] = [0, false];
    for (let of = 1; of <= 300 && !out; of++) {
      if (random.next() < 0.2) count += 1;
      if (of % 10 > 0) continue;
      const { low, high } = alwaysValidShare(count, of);
      out = low > 0.2 || high < 0.2;
    }
    if (out) missed += 1;
  }
  assert.ok(missed <= 10, `${missed} of 200`);
});
