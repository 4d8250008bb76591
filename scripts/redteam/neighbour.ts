/**
 * An honest client in a process of its own, so that its times hold nothing of the load's own work. It sends one small
 * request again and again until it is told to stop.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { post } from './post.ts';

/** What a neighbour saw. */
export interface Seen {
  /** Milliseconds that each of its requests took. */
  readonly times: readonly number[];
  /** Number of requests that were judged wrongly or not at all. */
  readonly wrong: number;
}

const PAUSE_MS = 10;
const REQUEST = { prompt: 'What is 9 plus 8?', reference: '17', responses: ['The answer is 17.', '18'] };

/** Starts a neighbour. @returns a function that stops it and says what it saw */
export async function startNeighbour(port: number): Promise<() => Promise<Seen>> {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), [String(port)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  await once(child, 'message');
  return async () => {
    const told = once(child, 'message') as Promise<[Seen]>;
    child.send('stop');
    const [seen] = await told;
    await once(child, 'exit');
    return seen;
  };
}

async function isJudgedRight(port: number): Promise<boolean> {
  const reply = await post(port, JSON.stringify({ groups: [REQUEST] }));
  if (reply?.status !== 200) return false;
  const { items } = JSON.parse(reply.text) as { items: readonly { reward: number | null }[] };
  return items.length === 2 && items[0]!.reward === 1 && items[1]!.reward === 0;
}

async function ask(port: number): Promise<void> {
  let isOver = false;
  process.once('message', () => {
    isOver = true;
  });
  const times: number[] = [];
  let wrong = (await isJudgedRight(port)) ? 0 : 1;
  process.send!('started');
  do {
    const start = performance.now();
    if (!(await isJudgedRight(port))) wrong += 1;
    times.push(performance.now() - start);
    await wait(PAUSE_MS);
  } while (!isOver);
  process.send!({ times, wrong } satisfies Seen, () => process.disconnect());
}

if (process.send && process.argv[1] === fileURLToPath(import.meta.url)) await ask(Number(process.argv[2]));
