/**
 * Trainers' traffic against a server process with its ledger on: slime's burst, what an adapter costs over the native
 * endpoint, and a whole RL step beside verl's naive and prime managers (PyPI, in .venv/).
 * `node scripts/with-node.mjs bench/trainers.ts [--no-peers]`
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peerPython } from './peer-python.ts';
import { startServer } from './serve.ts';
import { stepQueries } from './step-items.ts';

const CONNECTIONS = 64;
const BURST = 1024;
/** Requests of each wire, one after another. */
const SINGLE = 600;
/** Rounds of each wire over all connections, and requests of a round. */
const ROUNDS = 30;
const ROUND = 256;

interface Sample {
  readonly prompt: string;
  readonly response: string;
  readonly label: string;
}

let serial = 0;
function sample(): Sample {
  serial += 1;
  const books = (serial % 500) + 2;
  return {
    prompt: `<|im_start|>user\nA shop has ${books} shelves with 12 books each. How many books?<|im_end|>\n<|im_start|>assistant\n`,
    response: `${'We work through it one step after another, checking each part. '.repeat(9)}Attempt ${serial}: the answer is ${books * 12}.<|im_end|>`,
    label: String(books * 12),
  };
}

const WIRES: Record<string, { path: string; body: (of: Sample) => object }> = {
  native: {
    path: '/v1/rewards',
    body: ({ prompt, response, label }) => ({ run: 'bench', prompt, response, reference: label }),
  },
  openrlhf: {
    path: '/get_reward?run=bench',
    body: ({ prompt, response, label }) => ({
      query: [prompt + response],
      prompts: [prompt],
      labels: [label],
    }),
  },
  slime: { path: '/slime?run=bench', body: (of) => of },
  rlar: {
    path: '/rlar/auto?run=bench',
    body: ({ prompt, response, label }) => ({ prompt, response, ground_truth: label }),
  },
};

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

function post(port: number, path: string, body: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const call = request({ port, host: '127.0.0.1', agent, path, method: 'POST', headers }, (reply) => {
    let text = '';
    reply.setEncoding('utf8');
    reply.on('data', (chunk: string) => {
      text += chunk;
    });
    reply.on('end', () =>
      reply.statusCode === 200 ? resolve(text) : reject(new Error(`HTTP ${reply.statusCode}: ${text}`)),
    );
  });
  call.on('error', reject);
  call.end(body);
  return promise;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1]!;
}

/** All at once; each waits for one of the connections, and its time counts from the start, as aiohttp's does. */
async function burst(port: number, count: number): Promise<{ seconds: number; slowest: number }> {
  const bodies = Array.from({ length: count }, () => JSON.stringify(WIRES.slime!.body(sample())));
  const start = performance.now();
  let slowest = 0;
  await Promise.all(
    bodies.map(async (body) => {
      const reward = await post(port, WIRES.slime!.path, body);
      if (reward !== '1.0') throw new Error(`expected 1.0, got ${reward}`);
      slowest = Math.max(slowest, performance.now() - start);
    }),
  );
  return { seconds: (performance.now() - start) / 1000, slowest: slowest / 1000 };
}

/** @returns seconds of processor time that the server has taken, all its threads together */
async function processorSeconds(port: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^process_cpu_seconds_total (\S+)$/m.exec(text)?.[1]);
}

/** The wires take turns, request by request and round by round, so that what else the machine does falls on all alike. */
async function adapterCost(port: number): Promise<void> {
  const wires = Object.entries(WIRES);
  const one: Record<string, number[]> = {};
  for (let index = 0; index < SINGLE; index += 1) {
    for (const [name, { path, body }] of wires) {
      const text = JSON.stringify(body(sample()));
      const from = performance.now();
      await post(port, path, text);
      (one[name] ??= []).push(performance.now() - from);
    }
  }
  const many: Record<string, number[]> = {};
  const processor: Record<string, number> = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, { path, body }] of wires) {
      const bodies = Array.from({ length: ROUND }, () => JSON.stringify(body(sample())));
      const before = await processorSeconds(port);
      const start = performance.now();
      await Promise.all(bodies.map((text) => post(port, path, text)));
      (many[name] ??= []).push((performance.now() - start) / ROUND);
      processor[name] = (processor[name] ?? 0) + (await processorSeconds(port)) - before;
    }
  }
  const over = (value: number, native: number) => `${((value / native - 1) * 100).toFixed(1)} % over native`;
  const perRequest = (name: string) => (processor[name]! * 1e6) / (ROUNDS * ROUND);
  for (const [name] of wires) {
    const single = median(one[name]!);
    const parallel = median(many[name]!) * 1000;
    console.log(
      `${name.padEnd(9)} alone ${single.toFixed(3)} ms (${over(single, median(one.native!))}), ` +
        `${CONNECTIONS} at a time ${parallel.toFixed(0)} µs (${over(parallel, median(many.native!) * 1000)}), ` +
        `processor ${perRequest(name).toFixed(0)} µs (${over(perRequest(name), perRequest('native'))})`,
    );
  }
}

interface PeerStep {
  readonly seconds: Record<string, number>;
  /** Of all its processes. */
  readonly processor: Record<string, number>;
  readonly scores: number[];
}

async function stepBesideVerl(port: number): Promise<void> {
  const ours: Record<string, number[]> = {};
  const oursProcessor: Record<string, number[]> = {};
  let rewards: (number | null)[] = [];
  for (let round = 0; round < 4; round += 1) {
    const queries = stepQueries(round === 3 ? 0 : round + 1);
    const kinds = [...new Set(queries.map((query) => query.kind))];
    const ask = async (kind: string, name: string) => {
      const groups = queries
        .filter((query) => kind === 'all' || query.kind === kind)
        .map(({ row, answers }) => ({ ...row, responses: answers }));
      const body = JSON.stringify({ run: `step-${name}`, groups });
      const before = await processorSeconds(port);
      const start = performance.now();
      const reply = JSON.parse(await post(port, '/v1/rewards', body)) as {
        items: { reward: number | null }[];
      };
      const seconds = (performance.now() - start) / 1000;
      const used = (await processorSeconds(port)) - before;
      if (round > 0) {
        (ours[kind] ??= []).push(seconds);
        (oursProcessor[kind] ??= []).push(used);
      }
      return reply.items.map((item) => item.reward);
    };
    rewards = [];
    for (const kind of kinds) rewards.push(...(await ask(kind, 'kinds')));
    const again = stepQueries(50 + round);
    queries.splice(0, queries.length, ...again);
    await ask('all', 'all');
  }
  for (const [kind, values] of Object.entries(ours))
    console.log(`rlar     ${kind.padEnd(13)} ${(median(values) * 1000).toFixed(1)} ms`);
  const items = stepQueries(0).flatMap(({ kind, truth, answers }) =>
    answers.map((solution) => ({ kind, solution, truth })),
  );
  const folder = mkdtempSync(join(tmpdir(), 'rlar-bench-'));
  const file = join(folder, 'items.json');
  writeFileSync(file, JSON.stringify(items));
  const python = peerPython(
    'verl',
    ['numpy', 'regex', 'sympy', 'pylatexenc', 'packaging', 'math-verify', 'sacrebleu', 'psutil'],
    ['verl==0.9.1'],
  );
  for (const manager of ['naive', 'prime']) {
    const script = join(import.meta.dirname, 'peers/verl_step.py');
    const output = execFileSync(python, [script, file, manager], { encoding: 'utf8', maxBuffer: 1 << 26 });
    const peer = JSON.parse(output.trim().split('\n').at(-1)!) as PeerStep;
    const times = (their: number, our: number) =>
      `${(their * 1000).toFixed(1)} ms against ${(our * 1000).toFixed(1)} ms: ${(their / our).toFixed(2)} ×`;
    const print = (name: string, of: (all: Record<string, number>) => number) => {
      const middle = (lists: Record<string, number[]>) =>
        of(Object.fromEntries(Object.entries(lists).map(([kind, values]) => [kind, median(values)])));
      const processor =
        name === 'code' || name === 'all'
          ? ''
          : `; processor ${times(of(peer.processor), middle(oursProcessor))}`;
      console.log(
        `${manager.padEnd(8)} ${name.padEnd(13)} ${times(of(peer.seconds), middle(ours))}${processor}`,
      );
    };
    for (const kind of Object.keys(ours)) print(kind, (all) => all[kind]!);
    print('without code', (all) => all['final-number']! + all.math! + all.qa! + all.translation!);
    const compared = items.flatMap((item, index) => {
      const reward = rewards[index];
      const counts = item.kind !== 'translation' && reward !== null && reward !== undefined;
      return counts ? [reward >= 0.5 === peer.scores[index]! >= 0.5] : [];
    });
    const same = compared.filter(Boolean).length;
    console.log(
      `${manager.padEnd(8)} same verdict on ${same} of ${compared.length} that rlar scored (translations left out)`,
    );
  }
  rmSync(folder, { recursive: true });
}

const server = await startServer();
try {
  await burst(server.port, 512);
  for (const count of [BURST, BURST, BURST, 10 * BURST]) {
    const { seconds, slowest } = await burst(server.port, count);
    console.log(
      `slime burst of ${count} over ${CONNECTIONS} connections: ${seconds.toFixed(2)} s, slowest ${slowest.toFixed(2)} s`,
    );
  }
  await adapterCost(server.port);
  if (!process.argv.includes('--no-peers')) await stepBesideVerl(server.port);
} finally {
  agent.destroy();
  await server.stop();
}
