/**
 * Served throughput and latency: `POST /v1/rewards` in batches of 256 (32 queries × 8 different answers of about 600
 * characters), ledger on, every answer new, so that nothing comes out of a cache. The server is a process of its own.
 * `node scripts/with-node.mjs bench/serve.ts [--seconds 5]`
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const QUERIES = 32;
const ANSWERS = 8;
const BATCH = QUERIES * ANSWERS;
const CONNECTIONS = 4;

interface ServedRow {
  readonly set: string;
  readonly itemsPerSecond: number;
  readonly p50AtHalf: number;
  readonly p99AtHalf: number;
  readonly bytesPerItem: number;
}

let serial = 0;
const filler =
  'We first restate what is given and then work through it one step after another, checking each of the parts. ';

/** About 600 characters of working, different every time, in front of the answer. */
function answer(text: string): string {
  serial += 1;
  return `Attempt ${serial}. ${filler.repeat(5)}${text}`;
}

const SETS: Record<string, (index: number) => object> = {
  choice: (index) => ({
    prompt: `Question ${index}. Which one is a prime number?\nOptions:\n(A) ${index * 2 + 4}\n(B) 7\n(C) 9\n(D) 15`,
    reference: '(B)',
    responses: Array.from({ length: ANSWERS }, (_, at) => answer(`So the answer is (${'ABCD'[at % 4]}).`)),
  }),
  'final-number': (index) => ({
    prompt: `A shop has ${index} shelves with 12 books each and sells 5 of them. How many books does the shop have left?`,
    reference: String(index * 12 - 5),
    responses: Array.from({ length: ANSWERS }, (_, at) =>
      answer(`The answer is ${index * 12 - 5 + (at % 2)}.`),
    ),
  }),
  'math-equivalence': (index) => ({
    prompt: `Compute $\\frac{${index}}{4} + \\sqrt{2}$. Put your final answer in \\boxed{}.`,
    reference: `\\frac{${index}}{4}+\\sqrt{2}`,
    responses: Array.from({ length: ANSWERS }, (_, at) =>
      answer(`Hence $\\boxed{\\sqrt{2} + \\frac{${index * 2 + (at % 2)}}{8}}$.`),
    ),
  }),
};

export function makeBody(set: string): string {
  const groups = Array.from({ length: QUERIES }, () => SETS[set]!(10 + (serial % 100_000)));
  return JSON.stringify({ run: 'bench', groups });
}

/**
 * Starts `rlar serve` as a process of its own, with a ledger in a folder of its own.
 * @param config its configuration; the defaults where it is left out
 */
export async function startServer(
  config?: object,
): Promise<{ port: number; pid: number; home: string; stop: () => Promise<void> }> {
  const home = mkdtempSync(join(tmpdir(), 'rlar-bench-'));
  const given = config ? ['--config', join(home, 'rlar.yaml')] : [];
  if (config) writeFileSync(join(home, 'rlar.yaml'), JSON.stringify(config));
  const main = join(import.meta.dirname, '../src/cli/main.ts');
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', main, 'serve', '--port', '0', ...given],
    {
      env: { ...process.env, RLAR_HOME: home, RLAR_LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(/:(\d+) /.exec(line.toString())?.[1]);
  const stop = async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
    rmSync(home, { recursive: true });
  };
  return { port, pid: child.pid!, home, stop };
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** @returns milliseconds from sending to the end of the reply */
function send(port: number, body: string): Promise<number> {
  const start = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const call = request(
    {
      port,
      host: '127.0.0.1',
      agent,
      path: '/v1/rewards',
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    },
    (reply) => {
      if (reply.statusCode !== 200) reject(new Error(`HTTP ${reply.statusCode}`));
      reply.on('data', () => {});
      reply.on('end', () => resolve(performance.now() - start));
    },
  );
  call.on('error', reject);
  call.end(body);
  return promise;
}

/** Closed loop: every connection sends its next batch when the last one is answered. */
export async function throughput(port: number, bodies: string[], seconds: number): Promise<number> {
  const end = performance.now() + seconds * 1000;
  const start = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (performance.now() < end && bodies.length > 0) {
        await send(port, bodies.pop()!);
        done += BATCH;
      }
    }),
  );
  return (1000 * done) / (performance.now() - start);
}

/** Open loop at a fixed rate: latency counts from when a batch was due. */
async function latency(port: number, bodies: string[], itemsPerSecond: number): Promise<number[]> {
  const gap = (1000 * BATCH) / itemsPerSecond;
  const start = performance.now();
  const waits = bodies.map(async (body, index) => {
    const due = start + index * gap;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    await send(port, body);
    return performance.now() - due;
  });
  return (await Promise.all(waits)).sort((left, right) => left - right);
}

export async function benchServe(
  seconds = 5,
  targets: Record<string, number> = { choice: 15_000, 'final-number': 15_000, 'math-equivalence': 8_000 },
): Promise<ServedRow[]> {
  const rows: ServedRow[] = [];
  for (const set of Object.keys(SETS)) {
    const server = await startServer();
    try {
      await throughput(
        server.port,
        Array.from({ length: 20 }, () => makeBody(set)),
        5,
      );
      const bodies = Array.from({ length: Math.ceil((seconds * 40_000) / BATCH) }, () => makeBody(set));
      const itemsPerSecond = await throughput(server.port, bodies, seconds);
      const half = targets[set]! / 2;
      const timed = Array.from({ length: Math.ceil((seconds * half) / BATCH) }, () => makeBody(set));
      const waits = await latency(server.port, timed, half);
      const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(share * waits.length))]!;
      const items = (await (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text()).match(
        /rlar_rewards_total\{[^}]*\} (\d+)/g,
      )!;
      const count = items.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
      const bytes = ['rlar.db', 'rlar.db-wal'].reduce(
        (sum, file) => sum + (statSync(join(server.home, file), { throwIfNoEntry: false })?.size ?? 0),
        0,
      );
      rows.push({
        set,
        itemsPerSecond,
        p50AtHalf: at(0.5),
        p99AtHalf: at(0.99),
        bytesPerItem: bytes / count,
      });
    } finally {
      await server.stop();
    }
  }
  return rows;
}

if (process.argv[1] === import.meta.filename) {
  const flag = process.argv.indexOf('--seconds');
  for (const row of await benchServe(flag > 0 ? Number(process.argv[flag + 1]) : 5)) {
    console.log(
      `${row.set.padEnd(18)} ${Math.round(row.itemsPerSecond)} items/s, at half the target p50 ${row.p50AtHalf.toFixed(1)} ms, p99 ${row.p99AtHalf.toFixed(1)} ms, ledger ${Math.round(row.bytesPerItem)} bytes an item`,
    );
  }
  agent.destroy();
}
