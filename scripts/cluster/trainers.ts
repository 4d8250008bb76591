import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { QueryRow } from './queries.ts';

const reward = z.object({
  what: z.literal('reward'),
  run: z.string(),
  step: z.number(),
  row: z.number(),
  place: z.number(),
  status: z.string(),
  reward: z.number().nullable(),
  code: z.string().nullable(),
  record: z.string().nullable(),
});
const told = z.discriminatedUnion('what', [
  reward,
  z.object({ what: z.literal('step'), run: z.string(), step: z.number() }),
  z.object({ what: z.literal('reply'), seconds: z.number() }),
  z.object({ what: z.literal('retry'), cause: z.string().nullable() }),
  z.object({ what: z.literal('broken'), message: z.string() }),
  z.object({ what: z.literal('end') }),
]);
/** A reward as a trainer was told of it. */
export type ToldReward = z.infer<typeof reward>;

/** Trainers at work, in a Python process with the Python client. */
export interface Trainers {
  readonly rewards: readonly ToldReward[];
  readonly steps: number;
  readonly retries: number;
  /** Milliseconds of each request, its retries included. */
  readonly requestMs: readonly number[];
  /** Why a trainer gave up. */
  readonly broken: readonly string[];
  /** Lets every trainer end its step. @returns how many ended as they should */
  stop(): Promise<number>;
}

export interface TrainersOptions {
  readonly url: string;
  readonly rows: readonly QueryRow[];
  readonly folder: string;
  readonly clients: number;
  /** A Python that has aiohttp. */
  readonly python: string;
  readonly seed: number;
  /** Groups of a step, and rollouts of a request. */
  readonly groups?: number;
  readonly batch?: number;
  /** Seconds between two steps of a trainer. */
  readonly pause?: number;
  /** Share of the time that a trainer works; it rests for the others. */
  readonly duty?: number;
}

export function startTrainers(options: TrainersOptions): Trainers {
  const { url, rows, folder, clients, python, seed, groups = 12, batch = 16, pause = 0, duty = 1 } = options;
  const file = join(folder, `rows-${seed}.jsonl`);
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const given = { url, rows: file, clients, seed, groups, batch, pause, duty };
  const child = spawn(
    python,
    [
      join(import.meta.dirname, 'client.py'),
      ...Object.entries(given).flatMap(([name, value]) => [`--${name}`, String(value)]),
    ],
    {
      env: { ...process.env, PYTHONPATH: join(import.meta.dirname, '../../python/src') },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const ended = once(child, 'close');
  const rewards: ToldReward[] = [];
  const broken: string[] = [];
  const requestMs: number[] = [];
  const counts = { step: 0, retry: 0, end: 0 };
  createInterface(child.stdout).on('line', (line) => {
    const event = told.parse(JSON.parse(line));
    if (event.what === 'reward') rewards.push(event);
    else if (event.what === 'broken') broken.push(event.message);
    else if (event.what === 'reply') requestMs.push(event.seconds * 1000);
    else counts[event.what] += 1;
  });
  return {
    rewards,
    requestMs,
    broken,
    get steps() {
      return counts.step;
    },
    get retries() {
      return counts.retry;
    },
    async stop() {
      child.stdin.end();
      await ended;
      return counts.end;
    },
  };
}
