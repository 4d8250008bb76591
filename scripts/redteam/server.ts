import { setTimeout as wait } from 'node:timers/promises';
import { Random } from '../../src/spec/random.ts';
import type { Draw } from './hostile-frames.ts';
import { type HostileRequest, hostileRequest, sendRaw } from './hostile-requests.ts';
import { startNeighbour } from './neighbour.ts';
import { openServed, type Served } from './open-served.ts';
import { post } from './post.ts';
import type { ServedHealth } from './served.ts';

/** What came of a phase of load: what a neighbour saw, and what the server said of itself. */
export interface Phase extends ServedHealth {
  /** Requests of the load, and how many got an answer of the server's own fault. */
  readonly requests: number;
  readonly serverErrors: number;
  /** The neighbour's requests, how many were judged wrongly or not at all, and its milliseconds. */
  readonly neighbours: number;
  readonly neighboursWrong: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** How long and how hard a phase attacks. */
export interface Load {
  /** When it ends: after a number of seconds, or of requests. */
  readonly enough: { readonly seconds: number } | { readonly requests: number };
  /** Milliseconds that a client waits before its next request; 0 if not said. */
  readonly pauseMs?: number;
  /** Calls with the server's memory in bytes and the milliseconds since the phase began, each minute. */
  readonly onMemory?: (rss: number, ms: number) => void;
}

/** What came of an attack on a served process. */
export interface ServerReport {
  readonly deaths: number;
  readonly honest: Phase;
  readonly hostile: Phase;
}

const NO_HEALTH: ServedHealth = { maxDelayMs: 0, p99DelayMs: 0, ownMaxDelayMs: 0, ownP99DelayMs: 0, rss: 0 };
const CLIENTS = 4;
const MEMORY_MS = 60_000;
/** Made before the load begins, so that making them does not slow the neighbour's clock. */
const PREPARED = 200;
const HONEST = [
  { prompt: 'What is 6 times 7?', reference: '42', responses: ['It is 42.', '41', '\\boxed{42}', 'no idea'] },
  { prompt: 'who wrote Middlemarch', reference: 'George Eliot', responses: ['George Eliot', 'Jane Austen'] },
  {
    prompt: 'Which one swims?\n(A) mole\n(B) otter',
    reference: 'B',
    responses: ['(B)', 'A', 'The answer is B.'],
  },
];

/**
 * Serves in a process of its own and attacks it over HTTP: first beside honest load, for a minute at most, then beside
 * hostile load.
 * @param load how long and how hard, and what the generator starts from
 */
export async function attackServer({
  seed,
  ...load
}: Load & { readonly seed: number }): Promise<ServerReport> {
  const random = new Random(seed);
  const draw: Draw = (below) => random.below(below);
  const served = await openServed();
  try {
    let turn = 0;
    const honest = await phase(served, { ...load, enough: atMost(load.enough) }, () => ({
      body: JSON.stringify({ groups: [HONEST[turn++ % HONEST.length]] }),
    }));
    const hostile = await phase(served, load, prepared(draw));
    return { deaths: served.isDead() ? 1 : 0, honest, hostile };
  } finally {
    await served.close();
  }
}

/** An honest phase is for comparison: a minute is enough of it. */
const atMost = (enough: Load['enough']): Load['enough'] =>
  'seconds' in enough ? { seconds: Math.min(60, enough.seconds) } : enough;

function prepared(draw: Draw): () => HostileRequest {
  const requests = Array.from({ length: PREPARED }, () => hostileRequest(draw));
  return () => requests[draw(PREPARED)]!;
}

async function phase(
  served: Served,
  { enough, pauseMs = 0, onMemory }: Load,
  next: () => HostileRequest,
): Promise<Phase> {
  await served.health();
  const began = performance.now();
  const end = 'seconds' in enough ? performance.now() + 1_000 * enough.seconds : Number.POSITIVE_INFINITY;
  const most = 'requests' in enough ? enough.requests : Number.POSITIVE_INFINITY;
  const counts = { requests: 0, serverErrors: 0 };
  const over = () => served.isDead() || performance.now() >= end || counts.requests >= most;
  const client = async (): Promise<void> => {
    while (!over()) {
      counts.requests += 1;
      const request = next();
      if ('raw' in request) await sendRaw(served.port, request.raw);
      else if ((await post(served.port, request.body))?.status === 500) counts.serverErrors += 1;
      if (pauseMs > 0) await wait(pauseMs);
    }
  };
  const stop = await startNeighbour(served.port);
  const looks = setInterval(() => onMemory?.(served.memory(), performance.now() - began), MEMORY_MS);
  await Promise.all(Array.from({ length: CLIENTS }, client));
  clearInterval(looks);
  const { times, wrong } = await stop();
  const health = served.isDead() ? NO_HEALTH : await served.health();
  const sorted = times.toSorted((left, right) => left - right);
  const quantile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  const neighbour = { neighbours: times.length, neighboursWrong: wrong };
  return { ...counts, ...neighbour, p50Ms: quantile(0.5), p99Ms: quantile(0.99), ...health };
}
