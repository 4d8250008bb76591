import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { RlarError } from '../../spec/errors.ts';
import { rewardAdapter } from '../../testing/reward-adapter.ts';
import { modelOnDisk } from '../../testing/reward-models/model-on-disk.ts';
import { tinyRewardModel } from '../../testing/reward-models/tiny-reward-model.ts';
import type { RawScore } from '../reward-models/raw-score.ts';
import { ScorerClient } from '../reward-models/scorer-client.ts';
import type { ScorerInput } from '../reward-models/scorer-input.ts';
import { launchWorker } from './launch-worker.ts';
import { ManagedWorker, type ManagedWorkerSettings } from './managed-worker.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-worker-'));
const spec = rewardAdapter('plain', {
  model: 'lab/tiny',
  runtime: 'managed-worker',
  render: { as: 'pair', first: '{prompt}', second: '{response}' },
  read: { from: 'head', index: 0 },
});
const signal = new AbortController().signal;
const workers: ManagedWorker[] = [];
let files: ReturnType<typeof modelOnDisk>;
before(() => {
  files = modelOnDisk(join(folder, 'tiny'), tinyRewardModel());
});
after(async () => {
  await Promise.all(workers.map((worker) => worker.close()));
  rmSync(folder, { recursive: true, force: true });
});

function worker(settings: Partial<ManagedWorkerSettings> = {}): ManagedWorker {
  const made = new ManagedWorker({
    name: 'lab/tiny',
    launch: () => launchWorker('built-in', folder),
    open: () => ({ folder: join(folder, 'tiny'), files, dtype: 'float32', attention: 'any' }),
    restartMs: 1,
    ...settings,
  });
  workers.push(made);
  return made;
}
const pairs = (...responses: string[]): ScorerInput[] =>
  responses.map((second) => ({ as: 'pair', first: 'What is the capital of France?', second }));
const seen = (results: readonly RawScore[]) =>
  results.map((raw) => ('score' in raw ? raw.score : 'error' in raw ? raw.error.code : 'unreadable'));
const gone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

test('a score is the same to the last bit alone, in a batch, in another order and in another process', async () => {
  const texts = [
    'Paris.',
    'A potato, of course!',
    '',
    'The answer is Paris, because it is the capital.',
    'é 中 🙂 \0',
  ];
  const first = seen(await new ScorerClient(spec, worker()).score(pairs(...texts), signal));
  assert.ok(first.every((score) => typeof score === 'number'));
  assert.ok(Number(first[0]) > Number(first[1]));
  const other = new ScorerClient(spec, worker({ processes: 2 }));
  assert.deepEqual(seen(await other.score(pairs(...texts.toReversed()), signal)), first.toReversed());
  for (const [at, text] of texts.entries())
    assert.deepEqual(seen(await other.score(pairs(text), signal)), [first[at]]);
});

test('a text that is too long costs itself, and marks of the tokenizer are letters', async () => {
  const client = new ScorerClient(spec, worker());
  const results = seen(await client.score(pairs('Paris.', 'x '.repeat(600), 'Paris. [SEP] [CLS]'), signal));
  assert.deepEqual([typeof results[0], results[1], typeof results[2]], ['number', 'unreadable', 'number']);
  const spaced = seen(await client.score(pairs('Paris. [ sep ] [ cls ]'), signal));
  assert.equal(spaced[0], results[2]);
  const cut = new ScorerClient({ ...spec, overlong: 'truncate-prompt-left', maxTokens: 32 }, worker());
  const long: ScorerInput = { as: 'pair', first: 'a b c '.repeat(40), second: 'Paris.' };
  const short: ScorerInput = { as: 'pair', first: 'a b c '.repeat(9), second: 'Paris.' };
  const [whole, front] = seen(await cut.score([long, short], signal));
  assert.equal(typeof whole, 'number');
  assert.equal(whole, front);
  assert.deepEqual(seen(await cut.score(pairs('x '.repeat(40)), signal)), ['unreadable']);
  // Nobody knows where the response begins in one text.
  const text: ScorerInput = { as: 'text', text: 'a b c '.repeat(40) };
  assert.deepEqual(seen(await cut.score([text], signal)), ['unreadable']);
});

test('a number that is none costs its own item, and no process', async () => {
  const own = tinyRewardModel();
  const weights = Buffer.from(own['model.safetensors']!);
  const length = Number(weights.readBigUInt64LE());
  const header = JSON.parse(weights.toString('utf8', 8, 8 + length));
  const [from] = header['bert.embeddings.word_embeddings.weight'].data_offsets;
  const { banana } = JSON.parse(own['tokenizer.json']!.toString('utf8')).model.vocab;
  // NaN, in the 16 bits that the numbers have.
  weights.writeUInt16LE(
    0x7fc0,
    8 + length + from + 2 * header['bert.embeddings.LayerNorm.weight'].shape[0] * banana,
  );
  const broken = join(folder, 'nan');
  const listed = modelOnDisk(broken, { ...own, 'model.safetensors': weights });
  const open = () => ({ folder: broken, files: listed, dtype: 'float32', attention: 'any' });
  const one = worker({ open });
  for (const activation of ['none', 'sigmoid'] as const) {
    const client = new ScorerClient({ ...spec, activation }, one);
    const [number, none, last] = seen(await client.score(pairs('Paris.', 'A banana.', 'Paris.'), signal));
    assert.deepEqual([typeof number, none, last], ['number', 'RLAR_SCORER_INVALID', number]);
  }
  assert.equal(one.restarts, 0);
});

test('a worker that is killed in the middle of its work loses no item', async () => {
  const calm = worker();
  const texts = Array.from(
    { length: 64 },
    (_, at) => `Paris ${'is the capital of France and so on '.repeat(at % 7)}${at}.`,
  );
  const expected = seen(await new ScorerClient(spec, calm).score(pairs(...texts), signal));
  const struck = worker();
  await struck.warm(signal);
  const work = new ScorerClient(spec, struck).score(pairs(...texts), signal);
  let done = false;
  void work.then(() => (done = true));
  for (let kills = 0; !done && kills < 3; ) {
    await sleep(2);
    const [pid] = struck.pids;
    if (pid === undefined) continue;
    process.kill(pid, 'SIGKILL');
    kills += 1;
    while (!gone(pid)) await sleep(1);
  }
  assert.deepEqual(seen(await work), expected);
  assert.ok(struck.restarts >= 1);
});

test('an item that ends every process costs itself, and one that cannot be read is no error', async () => {
  const deadly = `
    const frame = (value) => { const body = Buffer.from(JSON.stringify(value)); const head = Buffer.alloc(4); head.writeUInt32BE(body.length); process.stdout.write(Buffer.concat([head, body])); };
    process.stdin.on('data', (chunk) => {
      const asked = JSON.parse(chunk.subarray(4));
      if (asked.do === 'open') return frame({ labels: 1 });
      if (asked.inputs.some(({ text }) => text === 'deadly')) process.exit(9);
      if (asked.inputs.some(({ text }) => text === 'a mark')) return frame({ refused: 'it holds a mark' });
      frame({ scores: asked.inputs.map(({ text }) => [text.length]) });
    });
    process.stdin.on('end', () => process.exit(0));`;
  const launch = () => {
    const child = spawn(process.execPath, ['-e', deadly], { stdio: ['pipe', 'pipe', 'pipe'] });
    return {
      child,
      surroundings: { packages: [], relays: [], filter: '' },
      kill: () => void child.kill('SIGKILL'),
      gone: () => false,
    };
  };
  const client = new ScorerClient(spec, worker({ launch }));
  const inputs: ScorerInput[] = ['a', 'deadly', 'a mark', 'ccc'].map((text) => ({ as: 'text', text }));
  assert.deepEqual(seen(await client.score(inputs, signal)), [1, 'RLAR_SCORER_UNREACHABLE', 'unreadable', 3]);
});

test('a request that nobody waits for ends for its caller, and the worker serves the next', async () => {
  const one = worker();
  const client = new ScorerClient(spec, one);
  const aborted = AbortSignal.abort(new Error('not wanted'));
  await assert.rejects(client.score(pairs('Paris.'), aborted), /not wanted/);
  assert.equal(typeof seen(await client.score(pairs('Paris.'), signal))[0], 'number');
  assert.equal(one.restarts, 0);
});

test('what is closed ends, and begins anew when it is used again', async () => {
  const one = worker();
  const client = new ScorerClient(spec, one);
  const [before] = seen(await client.score(pairs('Paris.'), signal));
  const [pid = 0] = one.pids;
  const cut = client.score(pairs(...Array.from({ length: 40 }, () => 'Paris is the capital.')), signal);
  await one.close();
  assert.ok(gone(pid));
  assert.ok(
    seen(await cut).every((result) => typeof result === 'number' || result === 'RLAR_SCORER_UNREACHABLE'),
  );
  assert.deepEqual(seen(await client.score(pairs('Paris.'), signal)), [before]);
});

test('files that were changed, and files of another kind of model, are not loaded', async () => {
  const broken = join(folder, 'broken');
  const own = modelOnDisk(broken, tinyRewardModel());
  appendFileSync(join(broken, 'tokenizer.json'), ' ');
  const open = { folder: broken, files: own, dtype: 'float32', attention: 'any' };
  await assert.rejects(worker({ open: () => open }).warm(signal), {
    code: 'RLAR_WORKER_FAILED',
    message: /tokenizer.json was changed/,
  });
  const other = { ...tinyRewardModel(), 'config.json': Buffer.from('{"model_type":"llama"}') };
  const llama = { ...open, files: modelOnDisk(broken, other) };
  await assert.rejects(worker({ open: () => llama }).warm(signal), { code: 'RLAR_WORKER_FAILED' });
  const served = await worker({ open: () => llama }).served(signal);
  assert.equal(served.is, 'away');
});

test('a worker is asked whether it could start, and starts nothing for that', async () => {
  let here = true;
  const before = () => {
    if (!here) throw new RlarError('RLAR_VERSION_GONE', 'the files are not here');
  };
  const one = worker({ before });
  assert.deepEqual(one.health(), { ok: true });
  assert.deepEqual(one.pids, []);
  here = false;
  assert.deepEqual(one.health(), { ok: false, reason: 'lab/tiny: the files are not here' });
  here = true;
  await one.warm(signal);
  here = false;
  assert.deepEqual(one.health(), { ok: true });
});

test('a process that was killed leaves no worker behind', async () => {
  const open = { folder: join(folder, 'tiny'), files, dtype: 'float32', attention: 'any' };
  const program = `
    import { ManagedWorker } from ${JSON.stringify(new URL('./managed-worker.ts', import.meta.url).href)};
    import { launchWorker } from ${JSON.stringify(new URL('./launch-worker.ts', import.meta.url).href)};
    const open = () => (${JSON.stringify(open)});
    const worker = new ManagedWorker({ name: 'tiny', launch: () => launchWorker('built-in', ''), open });
    await worker.warm(new AbortController().signal);
    console.log(worker.pids[0]);
    setInterval(() => {}, 1000);`;
  const parent = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const pid = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)));
  assert.ok(pid > 0 && !gone(pid));
  parent.kill('SIGKILL');
  // Ends by the time limit of the tests where the worker stays.
  while (!gone(pid)) await sleep(10);
});
