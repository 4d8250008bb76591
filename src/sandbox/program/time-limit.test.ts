import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import type { TimeOver } from '../../spec/over-time.ts';
import { processorMs, processTree, readThreads } from './thread-times.ts';
import { TimeLimit } from './time-limit.ts';

/** What each of its threads does in each second: shares of it on a processor and in wait, which shows when it is over. */
interface Life {
  readonly threads: number;
  readonly runs: number;
  readonly waits: number;
  readonly shown: boolean;
}
const one = { threads: 1, shown: true };
const LIVES = {
  computes: { ...one, runs: 1, waits: 0 },
  sleeps: { ...one, runs: 0, waits: 0 },
  'computes a fifth of the time': { ...one, runs: 0.2, waits: 0.8 },
  'computes a twentieth of the time': { ...one, runs: 0.05, waits: 0.95 },
  'waits half of the time and sleeps': { ...one, runs: 0, waits: 0.5 },
  'never gets a processor': { ...one, runs: 0, waits: 1, shown: false },
  'has a hundredth of a processor': { ...one, runs: 0.01, waits: 0.99 },
  'takes the processor from itself with forty threads': {
    threads: 40,
    runs: 1 / 40,
    waits: 39 / 40,
    shown: true,
  },
  'has forty threads on half a processor': { threads: 40, runs: 1 / 80, waits: 79 / 80, shown: true },
} satisfies Record<string, Life>;
/** With a limit of 3 s: when it is over, and why. */
const ENDS: Readonly<Record<keyof typeof LIVES, readonly [number, TimeOver]>> = {
  computes: [3, 'time'],
  sleeps: [3, 'time'],
  'computes a fifth of the time': [15, 'time'],
  'computes a twentieth of the time': [60, 'time'],
  'waits half of the time and sleeps': [6, 'time'],
  'never gets a processor': [30, 'starved'],
  'has a hundredth of a processor': [30, 'starved'],
  'takes the processor from itself with forty threads': [3, 'time'],
  'has forty threads on half a processor': [6, 'time'],
};
const names = Object.keys(LIVES) as (keyof typeof LIVES)[];

function endOf(life: Life, sleeps = true): readonly [number, TimeOver | null] {
  let seconds = 0;
  const limit = new TimeLimit({
    limitMs: 3_000,
    fresh: true,
    sleeps,
    now: () => seconds * 1_000,
    read: () => {
      const working = {
        ranMs: seconds * 1_000 * life.runs,
        waitedMs: life.shown ? seconds * 1_000 * life.waits : 0,
        runnable: () => life.waits > 0,
      };
      const idle = { ranMs: 0, waitedMs: 0, runnable: () => false };
      const threads = Array.from({ length: life.threads }, (_, at) => [`t${at}`, working] as const);
      return new Map([...threads, ['idle', idle] as const]);
    },
    onOver: () => {},
  });
  for (seconds = 0.25; seconds < 120 && limit.look() === null; ) seconds += 0.25;
  return [Math.round(seconds), limit.look()];
}

for (const name of names)
  test(`a limit of 3 s is over for one that ${name} after ${ENDS[name][0]} s`, () => {
    assert.deepEqual(endOf(LIVES[name]), ENDS[name]);
  });

test('of work that never sleeps only the time on a processor counts', () => {
  assert.deepEqual(endOf(LIVES.computes, false), [3, 'time']);
  assert.deepEqual(endOf(LIVES['computes a fifth of the time'], false), [15, 'time']);
  for (const blocked of ['sleeps', 'waits half of the time and sleeps', 'never gets a processor'] as const)
    assert.deepEqual(endOf(LIVES[blocked], false), [30, 'starved'], blocked);
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
        working = (seconds * life["runs"], wait, life["waits"] > 0)
        return {"idle": (0.0, 0.0, False), **{f"t{at}": working for at in range(life["threads"])}}
found = {}
for name, life in json.loads(sys.stdin.read()).items():
    seconds = 0.0
    clock = starvation.Clock(starvation.Meter(Threads()), (1,), lambda: seconds)
    clock.arm(3)
    while seconds < 120:
        seconds += 0.25
        if clock.left() == 0:
            break
    found[name] = [round(seconds), "starved" if clock.starved else "time"]
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
    fresh: false,
    now: () => seconds * 1_000,
    read: () => new Map([['1', { ranMs: 50_000, waitedMs: 70_000, runnable: () => false }]]),
    onOver: (why) => told.push(why),
  });
  for (seconds of [0.2, 0.4, 1, 2]) limit.look();
  assert.deepEqual(told, ['time']);
  assert.equal(limit.starvedMs, 0);
});

test('what is gone counts where somebody counted it: short lives that follow each other come to the limit', () => {
  let seconds = 0;
  const limit = new TimeLimit({
    limitMs: 3_000,
    fresh: true,
    now: () => seconds * 1_000,
    read: () => new Map([[`${seconds}`, { ranMs: 1, waitedMs: 240, runnable: () => true }]]),
    usedMs: () => seconds * 500,
    onOver: () => {},
  });
  for (seconds = 0.25; seconds < 60 && limit.look() === null; ) seconds += 0.25;
  assert.deepEqual([Math.round(seconds), limit.look()], [6, 'time']);
});

test('what an old process used before the first look is not of this run', () => {
  let seconds = 0;
  const limit = new TimeLimit({
    limitMs: 3_000,
    fresh: false,
    now: () => seconds * 1_000,
    read: () => new Map([['1', { ranMs: 100, waitedMs: seconds * 1_000, runnable: () => false }]]),
    usedMs: () => 50_000,
    onOver: () => {},
  });
  for (seconds = 0.25; seconds < 4; seconds += 0.25) assert.equal(limit.look(), null);
  assert.ok(limit.starvedMs > 2_500, String(limit.starvedMs));
});

test('children that are gone count with the process that waited for them', () => {
  const burn = 'while (process.cpuUsage().user < 60000);';
  const before = processorMs([process.pid]);
  for (let child = 0; child < 3; child += 1) spawnSync(process.execPath, ['-e', burn]);
  const used = processorMs([process.pid]) - before;
  assert.ok(used >= 60, String(used));
  assert.equal(processorMs([2 ** 30]), 0);
});

test('times of this process can be read', () => {
  assert.ok(processTree(process.pid).includes(process.pid));
  assert.ok((readThreads([process.pid]).get(String(process.pid))?.ranMs ?? 0) > 0);
  assert.equal(readThreads([2 ** 30]).size, 0);
});
