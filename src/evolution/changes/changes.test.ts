import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../spec/random.ts';
import { advantageOf } from './advantage.ts';
import { type Change, change, newChange, titleOf } from './change.ts';
import { Spending } from './spending.ts';
import { beginGuard, decideChanges, tryItem } from './try-item.ts';

const places = { incumbent: 's1', candidate: 's2' };
const removal = (id = 'c1'): Change => newChange(id, { remove: 'old' }, places, 1);
/** A trial of a tool that comes in: what it bets on does not depend on the card. */
const addition = (id = 'c1'): Change => ({ ...removal(id), prune: null });

function feed(tried: Change, items: number, better: number, worse: number, seed = 1): void {
  const random = new Random(seed);
  for (let item = 0; item < items; item++) {
    const draw = random.next();
    tryItem(tried, draw < better ? 1 : draw < better + worse ? -1 : 0);
  }
}

test('no reward stands between a right and a wrong one', () => {
  const [paid, unpaid] = [1, 0].map((reward) => ({ status: 'scored' as const, reward }));
  const none = { status: 'unscored' as const, reward: null };
  assert.equal(advantageOf(paid!, unpaid!, true), 1);
  assert.equal(advantageOf(paid!, unpaid!, false), -1);
  assert.equal(advantageOf(paid!, none, true), 0.5);
  assert.equal(advantageOf(paid!, none, false), -0.5);
  assert.equal(advantageOf(none, paid!, false), 0.5);
  assert.equal(advantageOf(none, none, true), 0);
  const failed = { status: 'failed' as const, reward: null };
  assert.equal(advantageOf(failed, paid!, true), -0.5, 'a candidate that fails pays nothing');
  for (const candidate of [paid!, none, failed])
    assert.equal(advantageOf(candidate, failed, true), null, 'no merit comes out of an error');
});

test('a better candidate is made, a worse one retired, an equal one stays on trial', () => {
  const [better, worse, equal] = [addition('b'), addition('w'), addition('e')];
  feed(better, 400, 0.2, 0.05);
  feed(worse, 400, 0.05, 0.2);
  feed(equal, 400, 0.1, 0.1);
  const decided = decideChanges([equal, worse, better], 0.05);
  assert.equal(decided.make, better);
  assert.deepEqual(decided.retire, [worse]);
  assert.deepEqual(change.parse(JSON.parse(JSON.stringify(removal()))).phase, 'shadow');
  assert.equal(titleOf(removal()), 'without old');
});

test('while one change is guarded no other is made, and it goes back where live evidence turns', () => {
  const [made, next] = [addition('m'), addition('n')];
  feed(next, 400, 0.2, 0.05);
  beginGuard(made, 2);
  assert.equal(decideChanges([made, next], 0.05).make, null);
  feed(made, 400, 0.05, 0.2);
  assert.deepEqual(decideChanges([made, next], 0.05).rollBack, [made]);
});

test('a change that holds on live groups is kept, and then the next may be made', () => {
  const [made, next] = [addition('m'), addition('n')];
  feed(next, 400, 0.2, 0.05);
  beginGuard(made, 2);
  feed(made, 400, 0.2, 0.05);
  assert.deepEqual(decideChanges([made, next], 0.05).keep, [made]);
  made.phase = 'kept';
  assert.equal(decideChanges([made, next], 0.05).make, next);
});

test('a tool goes where it is of no use, and stays where it is', () => {
  const [idle, useful] = [removal('i'), removal('u')];
  feed(idle, 1_500, 0, 0);
  feed(useful, 1_500, 0, 0.1);
  const decided = decideChanges([useful, idle], 0.05);
  assert.equal(decided.make, idle);
  assert.deepEqual(decided.retire, []);
});

test('of many candidates that are no better hardly one is made', () => {
  let made = 0;
  for (let run = 0; run < 20; run++) {
    const tried = Array.from({ length: 10 }, (_, at) => addition(String(at)));
    for (const [at, one] of tried.entries()) feed(one, 300, 0.1, 0.1, run * 100 + at);
    if (decideChanges(tried, 0.05).make) made += 1;
  }
  assert.ok(made <= 2, `${made} of 20`);
});

test('an item serves a trial once and twenty trials at most, also after a restart', () => {
  let spending = new Spending();
  const first: string[] = [];
  assert.deepEqual([spending.take('q', first), spending.take('q', first), first.length], [true, false, 1]);
  for (let trial = 1; trial < 20; trial += 1) {
    spending = new Spending(spending.state());
    assert.ok(spending.take('q', []));
  }
  assert.equal(spending.take('q', []), false, 'it is spent');
  assert.ok(spending.take('other', []));
  for (let at = 0; at < 10_050; at += 1) spending.take(`q${at}`, []);
  assert.ok(spending.state().length <= 10_000);
});

test('a trial remembers both sides over its items, in few points, and the newest rewards that differ', () => {
  const tried = addition();
  const item = (at: number) => ({
    record: `r${at}`,
    step: Math.floor(at / 10),
    candidate: at % 4 === 0 ? 0 : 1,
    incumbent: at % 2 === 0 ? 0 : 1,
    right: true,
  });
  for (let at = 0; at < 1_200; at += 1) {
    tryItem(tried, at % 4 === 2 ? 1 : 0, item(at));
    if (at === 799) beginGuard(tried, 2);
  }
  const { points, flips } = change.parse(JSON.parse(JSON.stringify(tried))).history;
  assert.ok(points.length > 50 && points.length < 300, `${points.length} points`);
  assert.deepEqual(points.at(-1), {
    at: points.at(-1)?.at,
    step: 119,
    record: 'r1199',
    phase: 'guard',
    seen: 1_200,
    candidate: 900,
    incumbent: 600,
    better: tried.duel.back.log,
    worse: tried.duel.forward.log,
  });
  assert.ok(
    points.every(({ seen }, at) => at === 0 || seen > points[at - 1]!.seen),
    'in order',
  );
  assert.equal(points.findLast(({ phase }) => phase === 'shadow')?.seen, 800, 'where it was made');
  assert.deepEqual([flips.length, flips.at(-1)?.record], [20, 'r1198']);
  const { history: _, ...earlier } = removal();
  assert.deepEqual(change.parse(earlier).history, { points: [], flips: [] });
});
