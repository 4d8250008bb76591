import { setTimeout as wait } from 'node:timers/promises';
import { Random } from '../../src/spec/random.ts';
import type { Draw } from './hostile-frames.ts';
import { type HostileRequest, hostileRequest, sendRaw } from './hostile-requests.ts';
import { openServed, type Served } from './open-served.ts';
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

/** What came of an attack on a served process. */
export interface ServerReport {
  readonly deaths: number;
  readonly honest: Phase;
  readonly hostile: Phase;
}

const NO_HEALTH: ServedHealth = { maxDelayMs: 0, p99DelayMs: 0, ownMaxDelayMs: 0, ownP99DelayMs: 0, rss: 0 };
const CLIENTS = 4;
const NEIGHBOUR_PAUSE_MS = 10;
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
const NEIGHBOUR = { prompt: 'What is 9 plus 8?', reference: '17', responses: ['The answer is 17.', '18'] };

/**
 * Serves in a process of its own and attacks it over HTTP: first as long beside honest load, then beside hostile load.
 * @param enough when a phase ends: after a number of seconds, or of requests
 */
export async function attackServer(
  enough: { readonly seconds: number } | { readonly requests: number },
  seed: number,
): Promise<ServerReport> {
  const random = new Random(seed);
  const draw: Draw = (below) => random.below(below);
  const served = await openServed();
  try {
    let turn = 0;
    const honest = await phase(served, enough, () => ({
      body: JSON.stringify({ groups: [HONEST[turn++ % HONEST.length]] }),
    }));
    const hostile = await phase(served, enough, prepared(draw));
    return { deaths: served.isDead() ? 1 : 0, honest, hostile };
  } finally {
    await served.close();
  }
}

function prepared(draw: Draw): () => HostileRequest {
  const requests = Array.from({ length: PREPARED }, () => hostileRequest(draw));
  return () => requests[draw(PREPARED)]!;
}

async function phase(
  served: Served,
  enough: { readonly seconds: number } | { readonly requests: number },
  next: () => HostileRequest,
): Promise<Phase> {
  await served.health();
  const end = 'seconds' in enough ? performance.now() + 1_000 * enough.seconds : Number.POSITIVE_INFINITY;
  const most = 'requests' in enough ? enough.requests : Number.POSITIVE_INFINITY;
  const counts = { requests: 0, serverErrors: 0, neighbours: 0, neighboursWrong: 0 };
  const times: number[] = [];
  const over = () => served.isDead() || performance.now() >= end || counts.requests >= most;
  const client = async (): Promise<void> => {
    while (!over()) {
      counts.requests += 1;
      const request = next();
      if ('raw' in request) await sendRaw(served.port, request.raw);
      else if ((await post(served.port, request.body))?.status === 500) counts.serverErrors += 1;
    }
  };
  const neighbour = async (): Promise<void> => {
    do {
      const start = performance.now();
      const reply = await post(served.port, JSON.stringify({ groups: [NEIGHBOUR] }));
      times.push(performance.now() - start);
      counts.neighbours += 1;
      if (!isJudgedRight(reply)) counts.neighboursWrong += 1;
      await wait(NEIGHBOUR_PAUSE_MS);
    } while (!over());
  };
  await Promise.all([...Array.from({ length: CLIENTS }, client), neighbour()]);
  const health = served.isDead() ? NO_HEALTH : await served.health();
  times.sort((left, right) => left - right);
  const quantile = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))]!;
  return { ...counts, p50Ms: quantile(0.5), p99Ms: quantile(0.99), ...health };
}

interface Reply {
  readonly status: number;
  readonly text: string;
}

/** @returns null where the connection broke */
async function post(port: number, body: string): Promise<Reply | null> {
  try {
    const reply = await fetch(`http://127.0.0.1:${port}/v1/rewards`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return { status: reply.status, text: await reply.text() };
  } catch {
    return null;
  }
}

function isJudgedRight(reply: Reply | null): boolean {
  if (reply?.status !== 200) return false;
  const { items } = JSON.parse(reply.text) as { items: readonly { reward: number | null }[] };
  return items.length === 2 && items[0]!.reward === 1 && items[1]!.reward === 0;
}
