/**
 * Calls of one reward model: one item a request, OpenRLHF's client, rlar; a worker that is killed; and the time from a model
 * on disk to its first reward. `node scripts/with-node.mjs bench/reward-models.ts`
 *
 * The server (`reward-model-server.ts`) has the numbers of a small real model, so that all ways must agree.
 */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { addRewardModel } from '../src/admission/added-tools/add-reward-model.ts';
import { ScorerClient } from '../src/models/reward-models/scorer-client.ts';
import { FILES_NAME, hashOfFiles, modelFolder } from '../src/models/worker/model-files.ts';
import { workerOf } from '../src/models/worker/worker-of.ts';
import { createRewardService } from '../src/service.ts';
import { rewardAdapter } from '../src/testing/reward-adapter.ts';
import { modelOnDisk } from '../src/testing/reward-models/model-on-disk.ts';
import { tinyRewardModel } from '../src/testing/reward-models/tiny-reward-model.ts';

const [ITEMS, GROUP] = [1024, 8];
const MODEL = 'lab/tiny';
const SHA = 'a'.repeat(40);
const TEMPLATE = '{prompt}[SEP]{response}';
const folder = mkdtempSync(join(tmpdir(), 'rlar-bench-models-'));
const files = tinyRewardModel();

/** Of each part, so that nothing that was scored before is known. */
const itemsOf = (part: string) =>
  Array.from({ length: ITEMS }, (_, at) => ({
    prompt: `Question ${Math.floor(at / GROUP)} of part ${part}: what is the capital of France?`,
    response: `Sure, ${'then '.repeat(at % GROUP)}the answer is Paris. (${at})`,
  }));
const items = itemsOf('one');
const others = itemsOf('two');
type Item = (typeof items)[number];
const textOf = ({ prompt, response }: Item) =>
  TEMPLATE.replace('{prompt}', prompt).replace('{response}', response);

/** Starts the server in a process of its own, so that it takes no time of whoever calls it. */
async function startServer() {
  const child = fork(join(import.meta.dirname, 'reward-model-server.ts'), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const told = async (): Promise<unknown> => (await once(child, 'message'))[0];
  const url = z.string().parse(await told());
  child.send([...items, ...others].map(textOf));
  await told();
  return {
    url,
    /** What it was asked since the last time. */
    counted: async () => {
      child.send('count');
      return z.object({ requests: z.number(), items: z.number(), passes: z.number() }).parse(await told());
    },
    close: () => child.disconnect(),
  };
}

const answered = z.object({ rewards: z.array(z.number()) });
/** `request_api_wrapper` of OpenRLHF: one POST, five tries a second apart, three minutes each. */
async function openRlhfRequest(url: string, query: readonly string[]): Promise<number[]> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      const response = await fetch(`${url}/get_reward`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, prompts: query, labels: query }),
        signal: AbortSignal.timeout(180_000),
      });
      if (response.ok) return answered.parse(await response.json()).rewards;
    } catch {
      await sleep(1000);
    }
  }
  throw new Error('five requests failed');
}

interface Way {
  readonly name: string;
  readonly of: readonly Item[];
  readonly score: () => Promise<(number | null)[]>;
}

/** Rounds of all ways but the loop, in turn: a busy machine is busy for each of them. The median counts. */
const ROUNDS = 5;

async function calls(): Promise<void> {
  const server = await startServer();
  const spec = rewardAdapter('openrlhf', {
    model: MODEL,
    revision: SHA,
    maxTokens: 512,
    render: { as: 'template', template: TEMPLATE },
  });
  const home = join(folder, 'calls');
  await addRewardModel({ home }, spec, { by: { url: server.url }, id: 'tiny' });
  // Without a cache of results: each round asks for the same items.
  const service = await createRewardService({ home, record: false, cacheEntries: 0 });
  const reward = async (of: readonly Item[]) =>
    (
      await service.reward({
        prompt: of[0]!.prompt,
        responses: of.map(({ response }) => response),
        tools: ['tiny'],
      })
    ).map((one) => one.reward);
  const own = new ScorerClient(spec, server.url);
  const inGroups = (list: readonly Item[]) =>
    Array.from({ length: ITEMS / GROUP }, (_, at) => list.slice(at * GROUP, (at + 1) * GROUP));
  const ways: readonly Way[] = [
    {
      name: 'OpenRLHF’s client, all items in one request',
      of: items,
      score: () => openRlhfRequest(server.url, items.map(textOf)),
    },
    {
      name: 'rlar’s client, all items in one call',
      of: items,
      score: async () => {
        const inputs = items.map((item) => ({ as: 'text' as const, text: textOf(item) }));
        const raws = await own.score(inputs, new AbortController().signal);
        return raws.map((raw) => ('score' in raw ? raw.score : Number.NaN));
      },
    },
    {
      name: `OpenRLHF’s client, groups of ${GROUP}, all at once`,
      of: items,
      score: async () =>
        (
          await Promise.all(inGroups(items).map((group) => openRlhfRequest(server.url, group.map(textOf))))
        ).flat(),
    },
    {
      name: `rlar, groups of ${GROUP}, all at once`,
      of: items,
      score: async () => (await Promise.all(inGroups(items).map(reward))).flat(),
    },
    {
      name: 'rlar, one response a call, as some trainers send them',
      of: others,
      score: async () => (await Promise.all(others.map((item) => reward([item])))).flat(),
    },
  ];
  const right = new Map<readonly Item[], string>();
  const began = performance.now();
  const looped: number[] = [];
  for (const item of items) looped.push(...(await openRlhfRequest(server.url, [textOf(item)])));
  const loop = performance.now() - began;
  right.set(items, JSON.stringify(looped));
  right.set(others, JSON.stringify(await openRlhfRequest(server.url, others.map(textOf))));
  const times = new Map<Way, number[]>(ways.map((way) => [way, []]));
  const passes = new Map<Way, number>();
  /** Milliseconds of processor time of the caller, in the last round. */
  const worked = new Map<Way, number>();
  await reward(items.slice(0, 1));
  for (let round = -1; round < ROUNDS; round += 1)
    for (const way of ways) {
      await server.counted();
      const from = performance.now();
      const cpu = process.cpuUsage();
      const scores = await way.score();
      const ms = performance.now() - from;
      const { user, system } = process.cpuUsage(cpu);
      const counted = await server.counted();
      if (JSON.stringify(scores) !== right.get(way.of)) throw new Error(`${way.name}: the results differ`);
      // Scores of the adapter are asked for again once a minute, beside the items.
      if (counted.items < ITEMS) throw new Error(`${way.name}: ${counted.items} items were asked for`);
      // The first round warms up.
      if (round >= 0) times.get(way)!.push(ms);
      passes.set(way, counted.passes);
      worked.set(way, (user + system) / 1000);
    }
  await service.close();
  server.close();
  console.log(line('plain loop, one item a request', [loop], `${ITEMS} passes`));
  for (const way of ways)
    console.log(
      line(
        way.name,
        times.get(way)!,
        `${passes.get(way)} passes, ${worked.get(way)!.toFixed(0)} ms of own work, ${(loop / medianOf(times.get(way)!)).toFixed(1)} × the loop`,
      ),
    );
}

function line(name: string, ms: readonly number[], more: string): string {
  const seconds = (value: number) => (value / 1000).toFixed(2);
  const range = ms.length > 1 ? ` (${seconds(Math.min(...ms))} to ${seconds(Math.max(...ms))})` : '';
  return `${name.padEnd(56)} ${seconds(medianOf(ms)).padStart(6)} s${range}, ${more}`;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)]!;
}

async function killed(): Promise<void> {
  const home = join(folder, 'killed');
  const listed = modelOnDisk(modelFolder(home, { model: MODEL, revision: SHA, remoteCode: false }), files);
  writeFileSync(
    join(modelFolder(home, { model: MODEL, revision: SHA, remoteCode: false }), FILES_NAME),
    JSON.stringify(listed),
  );
  const spec = rewardAdapter('plain', {
    model: MODEL,
    revision: SHA,
    runtime: 'managed-worker',
    render: { as: 'pair', first: '{prompt}', second: '{response}' },
    read: { from: 'head', index: 0 },
    maxTokens: 512,
  });
  const worker = workerOf(home, spec, { engine: 'built-in', files: hashOfFiles(listed) });
  const inputs = items.map(({ prompt, response }) => ({
    as: 'pair' as const,
    first: prompt,
    second: response,
  }));
  const scoring = new ScorerClient(spec, worker).score(inputs, new AbortController().signal);
  let done = false;
  void scoring.then(() => (done = true));
  let kills = 0;
  while (!done && kills < 3) {
    await sleep(150);
    const [pid] = worker.pids;
    if (pid === undefined) continue;
    process.kill(pid, 'SIGKILL');
    kills += 1;
  }
  const scored = (await scoring).filter((raw) => 'score' in raw).length;
  await worker.close();
  console.log(`workers killed in the middle ${kills} times: ${ITEMS - scored} of ${ITEMS} items lost`);
  if (scored < ITEMS) throw new Error('items were lost');
}

function rlar(...args: string[]): Promise<number | null> {
  const main = join(import.meta.dirname, '../src/cli/main.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    cwd: folder,
    env: { ...process.env, RLAR_HOME: join(folder, 'home') },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve) => child.on('close', resolve));
}

async function firstReward(): Promise<void> {
  const own = join(folder, 'models', 'lab', 'tiny');
  mkdirSync(own, { recursive: true });
  modelOnDisk(own, {
    ...files,
    'README.md': Buffer.from(
      '---\nlicense: apache-2.0\nlanguage: en\n---\nA reward model trained on human preferences. Input: the question and the answer as a pair.\n',
    ),
  });
  writeFileSync(
    join(folder, 'rows.jsonl'),
    JSON.stringify({ prompt: items[0]!.prompt, responses: [items[0]!.response] }),
  );
  const began = performance.now();
  const deployed = await rlar(
    'models',
    'deploy',
    'lab/tiny',
    '--folder',
    join(folder, 'models'),
    '--kind',
    'chat',
    '--id',
    'tiny',
  );
  const scored = await rlar('score', 'rows.jsonl', '--tool', 'tiny', '--out', 'out.jsonl', '--no-record');
  console.log(
    `from a model on disk to its first reward, probe included: ${((performance.now() - began) / 1000).toFixed(1)} s`,
  );
  if (deployed !== 0 || scored !== 0) throw new Error(`deploy ended with ${deployed}, score with ${scored}`);
}

const PARTS = { calls, killed, first: firstReward };
/** `node bench/reward-models.ts calls` runs one part alone. */
const wanted = process.argv[2];
try {
  for (const [name, part] of Object.entries(PARTS)) if (wanted === undefined || wanted === name) await part();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
