import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import type { TimeOver } from '../../spec/over-time.ts';
import { processTree, readThreads } from './thread-times.ts';
import { drawnOutMs, TimeLimit } from './time-limit.ts';

/** What one thread does in each second: shares of it on a processor and in wait; the wait shows when it is over. */
interface Life {
  readonly runs: number;
  readonly waits: number;
  readonly shown: boolean;
}
const LIVES = {
  computes: { runs: 1, waits: 0, shown: true },
  sleeps: { runs: 0, waits: 0, shown: true },
  'computes a fifth of the time': { runs: 0.2, waits: 0.8, shown: true },
  'waits half of the time and sleeps': { runs: 0, waits: 0.5, shown: true },
  'never gets a processor': { runs: 0, waits: 1, shown: false },
} satisfies Record<string, Life>;
/** Limit 3 s, drawn out to 12 s at most. When it is over, and why. */
const ENDS: Readonly<Record<keyof typeof LIVES, readonly [number, TimeOver]>> = {
  computes: [3, 'time'],
  sleeps: [3, 'time'],
  'computes a fifth of the time': [12, 'starved'],
  'waits half of the time and sleeps': [6, 'time'],
  'never gets a processor': [12, 'starved'],
};
const names = Object.keys(LIVES) as (keyof typeof LIVES)[];

function endOf(life: Life): readonly [number, TimeOver | null] {
  let seconds = 0;
  const limit = new TimeLimit({
    limitMs: 3_000,
    mostMs: 12_000,
    fresh: true,
    now: () => seconds * 1_000,
    read: () => {
      const one = {
        ranMs: seconds * 1_000 * life.runs,
        waitedMs: life.shown ? seconds * 1_000 * life.waits : 0,
        runnable: () => life.waits > 0,
      };
      return new Map([
        ['1', one],
        ['2', { ranMs: 0, waitedMs: 0, runnable: () => false }],
      ]);
    },
    onOver: () => {},
  });
  for (seconds = 0.25; seconds < 60 && limit.look() === null; ) seconds += 0.25;
  return [seconds, limit.look()];
}

for (const name of names)
  test(`a limit of 3 s is over for one that ${name} after ${ENDS[name][0]} s`, () => {
    assert.deepEqual(endOf(LIVES[name]), ENDS[name]);
  });

test('the worker’s own clock judges the same', () => {
  const script = `
import json, sys
sys.path.insert(0, ${JSON.stringify(`${import.meta.dirname}/python`)})
import starvation
class Threads:
    def glance(self, processes):
        return self.read()
    def read(self):
        wait = seconds * life["waits"] if life["shown"] else 0.0
        return {"1": (seconds * life["runs"], wait, life["waits"] > 0), "2": (0.0, 0.0, False)}
found = {}
for name, life in json.loads(sys.stdin.read()).items():
    seconds = 0.0
    clock = starvation.Clock(12, starvation.Meter(Threads()), (1,), lambda: seconds)
    clock.arm(3)
    while seconds < 60:
        seconds += 0.25
        if clock.left() == 0:
            break
    found[name] = [seconds, "starved" if clock.starved else "time"]
print(json.dumps(found))
`;
  const run = spawnSync('python3', ['-I', '-S', '-B', '-c', script], {
    input: JSON.stringify(LIVES),
    encoding: 'utf8',
  });
  assert.equal(run.stderr, '');
  const found: unknown = JSON.parse(run.stdout);
  assert.deepEqual(found, ENDS);
});

test('an old process counts from the first look on, and its end is told once', () => {
  let seconds = 0;
  const told: TimeOver[] = [];
  const limit = new TimeLimit({
    limitMs: 1_000,
    mostMs: 9_000,
    fresh: false,
    now: () => seconds * 1_000,
    read: () => new Map([['1', { ranMs: 50_000, waitedMs: 70_000, runnable: () => false }]]),
    onOver: (why) => told.push(why),
  });
  for (seconds of [0.2, 0.4, 1, 2]) limit.look();
  assert.deepEqual(told, ['time']);
  assert.equal(limit.starvedMs, 0);
});

test('a limit is drawn out within a bound, and never below itself', () => {
  assert.deepEqual([drawnOutMs(1_000, 26_000), drawnOutMs(20_000, 26_000)], [10_000, 26_000]);
  assert.equal(drawnOutMs(40_000, 26_000), 40_000);
});

test('times of this process can be read', () => {
  assert.ok(processTree(process.pid).includes(process.pid));
  assert.ok((readThreads([process.pid]).get(String(process.pid))?.ranMs ?? 0) > 0);
  assert.equal(readThreads([2 ** 30]).size, 0);
});
