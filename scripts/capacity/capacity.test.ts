import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { fc } from '../../src/testing/fc.ts';
import { capacityPage } from '../capacity.ts';
import { ASSUMED, CONSTANTS } from './constants.ts';
import { type Load, planCapacity, serveSeconds, turnSeconds, USUAL } from './plan-capacity.ts';

const root = join(import.meta.dirname, '../..');
const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyLoad: fc.Arbitrary<Load> = fc.record({
  rewardsPerDay: fc.double({ min: 1, max: 1e11, noNaN: true }),
  peak: fc.double({ min: 1, max: 20, noNaN: true }),
  maths: share,
  programs: share,
  judged: share,
  judgeSeconds: fc.double({ min: 0, max: 60, noNaN: true }),
  days: fc.double({ min: 0, max: 400, noNaN: true }),
});

test('the tables of docs/capacity.md are what the formulas give', () => {
  const page = readFileSync(join(root, 'docs/capacity.md'), 'utf8');
  assert.equal(capacityPage(page), page, 'run: npm run capacity -- --write');
  assert.equal(page.match(/<!-- end -->/g)?.length, 4);
});

test('by hand: 10⁹ a day at three times the mean', () => {
  const { atPeak, serve, needs } = planCapacity({ ...USUAL, rewardsPerDay: 1e9 });
  assert.ok(Math.abs(atPeak - 34_722) < 1);
  const cores = (34_722 * (181 + 0.3 * (324 - 123)) * 1e-6) / 0.6;
  assert.equal(serve, Math.ceil(cores / 2));
  const commit = needs.find(({ name }) => name === 'the one commit at a time');
  assert.ok(Math.abs(commit!.needed - 34_722 * 30.4e-6) < 1e-3);
  assert.ok(Math.abs(commit!.breaksAt! - (86_400 * 0.6) / 30.4e-6 / 3) < 1e3);
  assert.ok(Math.abs(turnSeconds(10_000, 100) - (100 * 0.008) / (1 - 0.304)) < 1e-9);
  assert.equal(turnSeconds(40_000, 1), Number.POSITIVE_INFINITY);
  assert.ok(Math.abs(serveSeconds({ maths: 0 }) - CONSTANTS.serveCheap.value * 1e-6) < 1e-12);
});

test('what the page says of 10⁹ a day: an even load, or two databases, are borne', () => {
  for (const load of [
    { ...USUAL, rewardsPerDay: 1e9, peak: 1.5 },
    { ...USUAL, rewardsPerDay: 5e8 },
  ])
    for (const { name, needed, most } of planCapacity(load).needs)
      assert.ok(most === null || needed <= most, name);
});

test('whatever the load: a bound is over exactly above the load at which it breaks, and the first to break stands first', () => {
  fc.assert(
    fc.property(anyLoad, (load) => {
      const { needs } = planCapacity(load);
      const bounded = needs.filter(({ most }) => most !== null);
      assert.equal(bounded.length, 6);
      for (const { needed, most, breaksAt } of bounded) {
        const at = breaksAt ?? Number.POSITIVE_INFINITY;
        if (load.rewardsPerDay < at * 0.999) assert.ok(needed <= most!);
        if (load.rewardsPerDay > at * 1.001 + 1) assert.ok(needed > most!);
      }
      const order = bounded.map(({ breaksAt }) => breaksAt ?? Number.POSITIVE_INFINITY);
      assert.deepEqual(
        order,
        order.toSorted((one, other) => one - other),
      );
    }),
    { numRuns: 40 },
  );
});

test('more load never needs less', () => {
  fc.assert(
    fc.property(anyLoad, fc.double({ min: 1, max: 10, noNaN: true }), (load, times) => {
      const [less, more] = [load.rewardsPerDay, load.rewardsPerDay * times].map(
        (rewardsPerDay) =>
          new Map(planCapacity({ ...load, rewardsPerDay }).needs.map((need) => [need.name, need.needed])),
      );
      for (const [name, needed] of less!) assert.ok(more!.get(name)! >= needed, name);
    }),
    { numRuns: 40 },
  );
});

test('a process holds no more connections than the plan counts', () => {
  const pools = globSync('src/store/**/*.ts', { cwd: root }).flatMap((file) =>
    Array.from(readFileSync(join(root, file), 'utf8').matchAll(/^const CONNECTIONS = (\d+);/gm), ([, size]) =>
      Number(size),
    ),
  );
  const sum = pools.reduce((all, size) => all + size, 0);
  assert.ok(pools.length >= 2 && sum <= ASSUMED.connections, `${sum}`);
});

test('what is no load is refused', () => {
  const load = { ...USUAL, rewardsPerDay: 1e6 };
  for (const wrong of [
    { peak: 0.5 },
    { programs: 1.1 },
    { days: -1 },
    { rewardsPerDay: Number.NaN },
    { maths: Infinity },
  ])
    assert.throws(() => planCapacity({ ...load, ...wrong }), RangeError);
});

test('the manifests for many rewards allow as many replicas as the plan, and not more connections than it has', () => {
  const { patches } = parse(
    readFileSync(join(root, 'deploy/kubernetes/overlays/large/kustomization.yaml'), 'utf8'),
  ) as {
    patches: { target: { name: string }; patch: string }[];
  };
  const most = (name: string) => {
    const found = patches.find(({ target }) => target.name === name)!;
    return (parse(found.patch) as { path: string; value: number }[]).find(
      ({ path }) => path === '/spec/maxReplicas',
    )!.value;
  };
  const { serve, sandbox } = planCapacity({ ...USUAL, rewardsPerDay: 1e9 });
  assert.ok(most('rlar-serve') >= serve && most('rlar-sandbox') >= sandbox);
  const connections = (most('rlar-serve') + most('rlar-sandbox') + 2) * ASSUMED.connections;
  assert.ok(connections <= ASSUMED.mostConnections, `${connections}`);
});
