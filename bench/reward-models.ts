/**
 * Calls of one reward model: one item a request, OpenRLHF's client, rlar; a worker that is killed; and the time from a model
 * on disk to its first reward. `node scripts/with-node.mjs bench/reward-models.ts`
 *
 * The server takes time as one with a GPU does: a part for each forward pass, a part for each item, one pass after another,
 * 32 items a pass. Its numbers are those of a small real model, so that all three ways must agree.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';
import { z } from 'zod';
import { addRewardModel } from '../src/admission/added-tools/add-reward-model.ts';
import { ScorerClient } from '../src/models/reward-models/scorer-client.ts';
import { FILES_NAME, hashOfFiles, modelFolder } from '../src/models/worker/model-files.ts';
import { workerOf } from '../src/models/worker/worker-of.ts';
import { createRewardService } from '../src/service.ts';
import { rewardAdapter } from '../src/testing/reward-adapter.ts';
import { modelBehind } from '../src/testing/reward-models/model-behind.ts';
import { modelOnDisk } from '../src/testing/reward-models/model-on-disk.ts';
import { tinyRewardModel } from '../src/testing/reward-models/tiny-reward-model.ts';

const [ITEMS, GROUP, PASS] = [1024, 8, 32];
/** Milliseconds of a forward pass, and of each item in it. */
const [PASS_MS, ITEM_MS] = [12, 0.6];
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
const textOf = ({ prompt, response }: (typeof items)[number]) =>
  TEMPLATE.replace('{prompt}', prompt).replace('{response}', response);

/** OpenRLHF's reward server: a request is one list of texts, which is read 32 at a time. */
async function startServer(): Promise<{ url: string; close: () => void }> {
  const model = modelBehind(files);
  const known = new Map<string, number>();
  const score = (text: string): number => {
    const value = known.get(text) ?? model.logits([{ as: 'text', parts: [text] }])[0]![0]!;
    known.set(text, value);
    return value;
  };
  // Before anything is timed: what the model costs is what it is said to cost.
  for (const item of [...items, ...others]) score(textOf(item));
  const passes = new PQueue({ concurrency: 1 });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (chunks.length === 0) return void response.writeHead(404).end();
    const { query } = z
      .object({ query: z.array(z.string()) })
      .parse(JSON.parse(String(Buffer.concat(chunks))));
    const rewards: number[] = [];
    for (let from = 0; from < query.length; from += PASS) {
      const pass = query.slice(from, from + PASS);
      await passes.add(() => sleep(PASS_MS + ITEM_MS * pass.length));
      rewards.push(...pass.map(score));
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ rewards, scores: rewards, extra_logs: {} }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
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

async function timed<Value>(name: string, work: () => Promise<Value>): Promise<{ value: Value; ms: number }> {
  const began = performance.now();
  const value = await work();
  const ms = performance.now() - began;
  console.log(
    `${name.padEnd(58)} ${(ms / 1000).toFixed(2).padStart(7)} s ${(ITEMS / (ms / 1000)).toFixed(0).padStart(7)} items/s`,
  );
  return { value, ms };
}

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
  const texts = items.map(textOf);
  const loop = await timed('plain loop, one item a request', async () => {
    const scores: number[] = [];
    for (const text of texts) scores.push(...(await openRlhfRequest(server.url, [text])));
    return scores;
  });
  const peer = await timed('OpenRLHF’s client, all items in one request', () =>
    openRlhfRequest(server.url, texts),
  );
  const own = new ScorerClient(spec, server.url);
  const client = await timed('rlar’s client, all items in one call', async () => {
    const inputs = texts.map((text) => ({ as: 'text' as const, text }));
    const raws = await own.score(inputs, new AbortController().signal);
    return raws.map((raw) => ('score' in raw ? raw.score : Number.NaN));
  });
  const service = await createRewardService({ home, record: false });
  const reward = async (of: readonly (typeof items)[number][]) =>
    (
      await service.reward({
        prompt: of[0]!.prompt,
        responses: of.map(({ response }) => response),
        tools: ['tiny'],
      })
    ).map((one) => one.reward);
  await reward(items.slice(0, 1));
  const groups = await timed(`rlar, groups of ${GROUP}`, async () => {
    const all = Array.from({ length: ITEMS / GROUP }, (_, at) => items.slice(at * GROUP, (at + 1) * GROUP));
    return (await Promise.all(all.map(reward))).flat();
  });
  const single = await timed('rlar, one response a call, as some trainers send them', async () =>
    (await Promise.all(others.map((item) => reward([item])))).flat(),
  );
  const same = await openRlhfRequest(server.url, others.map(textOf));
  await service.close();
  server.close();
  if (JSON.stringify(same) !== JSON.stringify(single.value))
    throw new Error('the results of single responses differ');
  for (const other of [peer, client, groups])
    if (JSON.stringify(other.value) !== JSON.stringify(loop.value)) {
      const at = loop.value.findIndex((value, place) => value !== other.value[place]);
      throw new Error(`the results differ: ${loop.value[at]} and ${other.value[at]} for item ${at}`);
    }
  const times = (ms: number) => `${(loop.ms / ms).toFixed(1)} ×`;
  console.log(
    `equal results; over one item a request: rlar ${times(client.ms)}, ${times(groups.ms)} and ${times(single.ms)}, OpenRLHF’s client ${times(peer.ms)}`,
  );
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

try {
  await calls();
  await killed();
  await firstReward();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
