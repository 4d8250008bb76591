import { startServer } from '../serve.ts';
import { askPeer, type Server, startPeerServer } from './peer.ts';
import { median } from './post.ts';
import {
  cheapQueries,
  fastApiServed,
  type Load,
  peakMemory,
  rlarServed,
  type Served,
  secondsFor,
  underLoad,
} from './served.ts';

interface Growth {
  readonly rollouts: number;
  /** By way: seconds, the median of the rounds; null where that size was not run. */
  readonly seconds: Readonly<Record<string, number | null>>;
  /** By server: the most memory so far, in MiB. */
  readonly memory: Readonly<Record<string, number | null>>;
}

interface StepRow {
  readonly way: string;
  readonly seconds: number;
  readonly rounds: readonly number[];
}

export interface ServedResults {
  /** 960 rollouts of four kinds. */
  readonly step: readonly StepRow[];
  readonly growth: readonly Growth[];
  readonly load: Readonly<Record<string, readonly Load[]>>;
}

/** The slow ways are run up to these sizes: beyond, they grow by the item and would take minutes. */
const MOST: Readonly<Record<string, number>> = {
  rlar: 100_000,
  FastAPI: 10_000,
  naive: 10_000,
  prime: 1_000,
};
const ROUNDS = 3;

/** Both servers, each with one process that answers; then verl's managers and TRL's functions, in a process of their own. */
export async function benchServed(sizes: readonly number[], requests: number): Promise<ServedResults> {
  const own = await startServer();
  let peer: Server | null = null;
  try {
    peer = await startPeerServer();
    const servers = [rlarServed(own.port, own.pid), fastApiServed(peer.port, peer.pid)];
    for (const served of servers) await secondsFor(served, 256);
    const step: StepRow[] = [];
    for (const served of servers) step.push(await stepOf(served));
    const items = stepItems(0);
    const managers = askPeer<Record<string, { seconds: number[] }>>('step', {
      items,
      rounds: ROUNDS,
      managers: ['trl', 'naive', 'prime'],
    });
    for (const [way, { seconds }] of Object.entries(managers))
      step.push({ way: NAMES[way]!, seconds: median(seconds), rounds: seconds });
    const load = Object.fromEntries(
      await inTurn(servers, async (served) => {
        const found: Load[] = [];
        for (const atOnce of [1, 8, 64]) found.push(await underLoad(served, atOnce, requests));
        return [served.name, found] as const;
      }),
    );
    const growth: Growth[] = [];
    for (const rollouts of sizes) growth.push(await growthAt(rollouts, servers));
    return { step, growth, load };
  } finally {
    await peer?.stop();
    await own.stop();
  }
}

const NAMES: Readonly<Record<string, string>> = {
  trl: "TRL's in-process functions",
  naive: "verl's naive manager",
  prime: "verl's prime manager",
};

async function stepOf(served: Served): Promise<StepRow> {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await secondsFor(served, 960));
  return {
    way: served.name === 'rlar' ? 'rlar serve' : 'FastAPI server, the same scorers',
    seconds: median(rounds),
    rounds,
  };
}

async function growthAt(rollouts: number, servers: readonly Served[]): Promise<Growth> {
  const seconds: Record<string, number | null> = {};
  const rounds = rollouts <= 1000 ? ROUNDS : 1;
  for (const served of servers) {
    const taken: number[] = [];
    for (let round = 0; round < rounds && rollouts <= MOST[served.name]!; round++)
      taken.push(await secondsFor(served, rollouts));
    seconds[served.name] = taken.length > 0 ? median(taken) : null;
  }
  for (const manager of ['naive', 'prime']) {
    if (rollouts > MOST[manager]!) {
      seconds[manager] = null;
      continue;
    }
    const items = Array.from({ length: Math.ceil(rollouts / 960) }, (_, at) => stepItems(60 + at)).flat();
    const found = askPeer<Record<string, { seconds: number[] }>>('step', {
      items: spread(items, rollouts),
      rounds,
      managers: [manager],
    });
    seconds[manager] = median(found[manager]!.seconds);
  }
  const memory = Object.fromEntries(servers.map(({ name, pid }) => [name, peakMemory(pid)]));
  return { rollouts, seconds, memory };
}

function stepItems(serial: number) {
  return cheapQueries(serial).flatMap(({ kind, truth, answers }) =>
    answers.map((solution) => ({ kind, solution, truth })),
  );
}

/** @returns so many of the items, from all kinds alike */
function spread<Item>(items: readonly Item[], count: number): Item[] {
  return Array.from({ length: count }, (_, at) => items[Math.floor((at * items.length) / count)]!);
}

async function inTurn<Item, Found>(
  items: readonly Item[],
  make: (item: Item) => Promise<Found>,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const item of items) found.push(await make(item));
  return found;
}
