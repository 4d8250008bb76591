import { readFileSync } from 'node:fs';
import { stepQueries } from '../step-items.ts';
import { median, post } from './post.ts';

/** The queries of a step without code, which is measured by itself: final numbers, mathematics, questions, translations. */
export function cheapQueries(serial: number) {
  return stepQueries(serial).filter(({ kind }) => kind !== 'code');
}

type Query = ReturnType<typeof stepQueries>[number];

/** A server under test: how its request is written for some queries, and how many rewards a reply must hold. */
export interface Served {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
  readonly path: string;
  readonly body: (queries: readonly Query[]) => string;
}

export function rlarServed(port: number, pid: number): Served {
  const body = (queries: readonly Query[]) =>
    JSON.stringify({
      run: 'peers',
      groups: queries.map(({ row, answers }) => ({ ...row, responses: answers })),
    });
  return { name: 'rlar', port, pid, path: '/v1/rewards', body };
}

export function fastApiServed(port: number, pid: number): Served {
  const body = (queries: readonly Query[]) => {
    const rows = queries.flatMap(({ kind, row, truth, answers }) =>
      answers.map((answer) => ({
        prompt: String(row.prompt),
        answer,
        label: JSON.stringify({ kind, truth }),
      })),
    );
    return JSON.stringify({
      query: rows.map(({ prompt, answer }) => prompt + answer),
      prompts: rows.map(({ prompt }) => prompt),
      labels: rows.map(({ label }) => label),
    });
  };
  return { name: 'FastAPI', port, pid, path: '/get_reward', body };
}

let serial = 1000;

/** New queries, taken in turn from the four kinds, so that a small request has several of them too. */
function fresh(count: number): Query[] {
  const found: Query[] = [];
  while (found.length < count) {
    serial += 1;
    const byKind = [...Map.groupBy(cheapQueries(serial), ({ kind }) => kind).values()];
    for (let at = 0; at < byKind[0]!.length; at++)
      found.push(...byKind.flatMap((queries) => queries[at] ?? []));
  }
  return found.slice(0, count);
}

/** @returns seconds for so many rollouts of new texts, in requests of at most 1,024, one after another */
export async function secondsFor(served: Served, rollouts: number): Promise<number> {
  const bodies: string[] = [];
  for (let left = Math.max(1, Math.round(rollouts / 8)); left > 0; left -= 128)
    bodies.push(served.body(fresh(Math.min(left, 128))));
  const start = performance.now();
  for (const body of bodies) await post(served.port, served.path, body);
  return (performance.now() - start) / 1000;
}

export interface Load {
  readonly atOnce: number;
  readonly rewardsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** Latency of requests of one group of 8, so many at once, each sent when another is answered. */
export async function underLoad(served: Served, atOnce: number, requests: number): Promise<Load> {
  const bodies = Array.from({ length: requests }, () => served.body(fresh(1)));
  const times: number[] = [];
  const start = performance.now();
  const worker = async () => {
    for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) {
      const sent = performance.now();
      await post(served.port, served.path, body);
      times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - start) / 1000;
  const sorted = times.toSorted((left, right) => left - right);
  return {
    atOnce,
    rewardsPerSecond: (8 * requests) / seconds,
    p50: median(times),
    p99: sorted[Math.floor(0.99 * (sorted.length - 1))]!,
  };
}

/** @returns the most memory that a process has held, in MiB; null where the system does not tell */
export function peakMemory(pid: number): number | null {
  try {
    return Math.round(
      Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
    );
  } catch {
    return null;
  }
}
