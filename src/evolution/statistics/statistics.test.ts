import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { alwaysValidShare } from '../../spec/always-valid.ts';
import { Random } from '../../spec/random.ts';
import { fc } from '../../testing/fc.ts';
import { isWon, newBet, wager } from './bet.ts';
import { alarmNearness, newDetector, observe } from './detector.ts';
import { addItem, decision, newDuel } from './duel.ts';
import { eBh } from './e-bh.ts';
import { leastMean, mostMean } from './mean-bounds.ts';
import { follow, newTrend } from './trend.ts';

const numbers = z.array(z.number());
const interval = z.object({ count: z.number(), of: z.number(), low: z.number(), high: z.number() });
const reference = z
  .object({
    bets: z.array(z.object({ mean: z.number(), values: numbers, log: numbers })),
    bounds: z.array(interval.extend({ alpha: z.number() })),
    chosen: z.array(z.object({ values: numbers, alpha: z.number(), rejected: z.array(z.boolean()) })),
    sequences: z.array(interval),
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'reference-values.json'), 'utf8')));

test('the wealth of a bet is that of confseq, value by value', () => {
  for (const { mean, values, log } of reference.bets) {
    const running = newBet(mean);
    for (const [at, value] of values.entries()) {
      wager(running, value);
      assert.ok(Math.abs(running.log - log[at]!) < 1e-8, `${running.log} at ${at}, not ${log[at]}`);
    }
  }
});

test('bounds of a closed sample are those of scipy, and intervals at all times those of ville', () => {
  for (const { count, of, alpha, low, high } of reference.bounds) {
    assert.ok(Math.abs(leastMean({ sum: count, of, areBits: true }, alpha) - low) < 1e-7);
    assert.ok(Math.abs(mostMean({ sum: count, of, areBits: true }, alpha) - high) < 1e-7);
    assert.ok(leastMean({ sum: count, of, areBits: false }, alpha) <= low);
  }
  for (const { count, of, low, high } of reference.sequences) {
    const ours = alwaysValidShare(count, of);
    assert.ok(Math.abs(ours.low - low) < 1e-4 && Math.abs(ours.high - high) < 1e-4, `${count} of ${of}`);
  }
});

test('e-BH chooses what ville chooses', () => {
  for (const { values, alpha, rejected } of reference.chosen) {
    const chosen = new Set(eBh(values, alpha));
    assert.deepEqual(
      values.map((_, at) => chosen.has(at)),
      rejected,
    );
  }
  assert.deepEqual(eBh([], 0.05), []);
});

test('e-BH keeps its choice where another value rises, and takes nothing where all are small', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { maxLength: 12 }), (values) => {
      const chosen = eBh(values, 0.1);
      const raised = values.map((value, at) => (chosen.includes(at) ? value * 2 : value));
      for (const at of chosen) assert.ok(eBh(raised, 0.1).includes(at) && values[at]! >= 10);
    }),
    { numRuns: 60 },
  );
});

test('no value ruins a bet or a detector, and their states survive JSON', () => {
  const value = fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), fc.array(value), (mean, values) => {
      const running = newBet(mean);
      let watch = newDetector(mean, 1_000);
      for (const one of values) {
        wager(running, one);
        observe(watch, one);
        watch = JSON.parse(JSON.stringify(watch));
      }
      assert.ok(Number.isFinite(running.log) && watch.evidence.every((one) => one >= 0));
      assert.ok(alarmNearness(watch) >= 0 && alarmNearness(watch) <= 1 && watch.onset <= watch.seen);
    }),
    { numRuns: 60 },
  );
});

test('tools that are equally good are told apart as seldom as was said', () => {
  const random = new Random(11);
  let wrong = 0;
  for (let run = 0; run < 200; run++) {
    const running = newDuel();
    let decided: string | null = null;
    for (let item = 0; item < 1_000 && decided === null; item++) {
      const draw = random.next();
      addItem(running, draw < 0.1 ? 1 : draw < 0.2 ? -1 : 0);
      decided = decision(running, 0.05);
    }
    if (decided === 'better') wrong += 1;
  }
  assert.ok(wrong <= 10, `${wrong} of 200`);
});

test('a better candidate wins, a worse one loses, and a benefit that was asked for must be there', () => {
  const outcome = (advantages: readonly number[], benefit = 0) => {
    const running = newDuel(benefit);
    for (const advantage of advantages) addItem(running, advantage);
    return decision(running, 0.05);
  };
  const repeated = (pattern: readonly number[]) => Array.from({ length: 60 }, () => pattern).flat();
  assert.equal(outcome(repeated([1, 0, 1, 0, -1, 0, 0, 1, 0, 0])), 'better');
  assert.equal(outcome(repeated([-1, 0, -1, 0, 1, 0, 0, -1, 0, 0])), 'worse');
  assert.equal(outcome(repeated([1, -1, 0, 0])), null);
  assert.equal(outcome(repeated([1, 0, 1, 0, -1, 0, 0, 1, 0, 0]), 0.4), null);
});

test('a detector sees a fall soon, says where it began, and begins anew', () => {
  const watch = newDetector(0.92, 10_000);
  const values = Array.from({ length: 400 }, (_, at) => ((at < 300 ? at % 20 > 0 : at % 4 > 0) ? 1 : 0));
  const alarms: number[] = [];
  for (const [at, value] of values.entries()) if (observe(watch, value) !== null) alarms.push(at);
  assert.ok(alarms[0]! > 300 && alarms[0]! < 390, `${alarms}`);
  assert.ok(Math.abs(watch.onset - 300) < 25 || watch.onset > alarms[0]!, `${watch.onset}`);
  assert.ok(watch.evidence.every((one) => one < 10_000));
});

test('without a change a detector cries as seldom as was said', () => {
  const random = new Random(3);
  let alarms = 0;
  for (let run = 0; run < 40; run++) {
    const watch = newDetector(0.9, 1_000);
    for (let item = 0; item < 1_000; item++)
      if (observe(watch, random.next() < 0.9 ? 1 : 0) !== null) alarms += 1;
  }
  assert.ok(alarms <= 40, `${alarms} alarms where 40 are expected at most`);
});

test('a bet that never rises is never won', () => {
  const running = newBet(0.5);
  for (let item = 0; item < 500; item++) wager(running, 0.5);
  assert.equal(isWon(running, 0.05), false);
});

test('a trend pays for the error of its own reference, and sees a fall below it', () => {
  const random = new Random(5);
  let alarms = 0;
  for (let run = 0; run < 30; run++) {
    const running = newTrend({ alarmAt: 1_000, areBits: true, tolerance: 0, error: 0.02 });
    for (let item = 0; item < 1_000; item++)
      if (follow(running, random.next() < 0.9 ? 1 : 0) !== null) alarms += 1;
  }
  assert.ok(alarms <= 30, `${alarms} alarms where 30 are expected at most`);
  const running = newTrend({ alarmAt: 8_000, areBits: true, tolerance: 0, error: 0.02 });
  const seen: number[] = [];
  for (let item = 0; item < 900; item++)
    if (follow(running, random.next() < (item < 400 ? 0.95 : 0.7) ? 1 : 0) !== null) seen.push(item);
  assert.ok(seen.length > 0 && seen[0]! > 400 && seen[0]! < 600, `${seen}`);
});

test('a trend says nothing of fewer values than a reference has', () => {
  const running = newTrend({ alarmAt: 10, areBits: true, tolerance: 0, error: 0.02 });
  for (let item = 0; item < 49; item++) assert.equal(follow(running, item < 25 ? 1 : 0), null);
});
