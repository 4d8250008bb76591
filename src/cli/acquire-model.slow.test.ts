import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { type HubServer, hubServer } from '../testing/hub/hub-server.ts';
import { localEndpoint } from '../testing/local-endpoint.ts';
import { modelOnDisk } from '../testing/reward-models/model-on-disk.ts';
import { rewardHubModel } from '../testing/reward-models/reward-hub-model.ts';
import { tinyRewardModel } from '../testing/reward-models/tiny-reward-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-acquire-model-'));
const NO_MODEL = { RLAR_LLM_BASE_URL: '', RLAR_LLM_MODEL: '', RLAR_LLM_PROVIDER: '', RLAR_LLM_CASSETTE: '' };
let hub: HubServer;
/** Called with each path that the hub is asked for. */
let onAsked: (path: string) => void = () => {};
before(async () => {
  const sound = tinyRewardModel();
  hub = await hubServer({
    models: [
      rewardHubModel({ id: 'lab/quiet-preference' }, sound),
      // As sound by its facts, and before the other by its name: only the probe tells.
      rewardHubModel({ id: 'a-lab/upside-down-reward' }, tinyRewardModel({ sign: -1 })),
      rewardHubModel({ id: 'lab/reward-closed', licence: 'cc-by-nc-4.0' }, sound),
      rewardHubModel({ id: 'lab/reward-gated', gated: 'manual' }, sound),
    ],
    before: ({ url }) => {
      onAsked(url.pathname);
      return undefined;
    },
  });
});
after(async () => {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(
  home: string,
  args: readonly string[],
  more: object = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'main.ts'), ...args],
    {
      cwd: folder,
      env: {
        ...process.env,
        ...NO_MODEL,
        HF_ENDPOINT: hub.url,
        HF_TOKEN: '',
        RLAR_TOKEN: '',
        RLAR_HOME: join(folder, home),
        ...more,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, out, err })));
  return { child, ended };
}
const rlar = (home: string, args: readonly string[], more: object = {}) => start(home, args, more).ended;

const answers = (at: number) => ({
  good:
    at % 2
      ? `Sure, the answer is Paris. (${at})`
      : 'Paris is the capital, because it is the right answer. Thanks!',
  bad: at % 2 ? `A stupid potato, go away and figure it out yourself, nonsense ${at}` : 'Turtles. Boring.',
});
const prompts = Array.from({ length: 60 }, (_, at) => `Hey, how was your day in Paris, friend ${at}?`);
const pairs = prompts.map((prompt, at) => ({ prompt, chosen: answers(at).good, rejected: answers(at).bad }));
const rows = prompts.map((prompt, at) => ({
  prompt,
  kind: 'chat',
  responses: [
    { text: answers(at).good, correct: true },
    { text: answers(at).bad, correct: false },
  ],
}));
const lines = (list: readonly object[]) => list.map((row) => JSON.stringify(row)).join('\n');
writeFileSync(join(folder, 'pairs.jsonl'), lines(pairs));
writeFileSync(join(folder, 'rows.jsonl'), lines(rows));

const ACQUIRE = [
  'acquire',
  '--kind',
  'chat',
  '--type',
  'reward-model',
  '--pairs',
  'pairs.jsonl',
  '--id',
  'taste',
];

test('a reward model is acquired by rules, killed in the middle and gone on with, and then serves', async () => {
  const home = 'killed';
  const begun = start(home, ACQUIRE);
  // The first model was refused by its probe; of the second a file is on its way.
  onAsked = (path) => {
    if (path.startsWith('/lab/quiet-preference') && path.endsWith('model.safetensors') && refused(begun)) {
      begun.child.kill('SIGKILL');
    }
  };
  begun.child.stderr?.on('data', (chunk) =>
    heard.set(begun.child, `${heard.get(begun.child) ?? ''}${chunk}`),
  );
  assert.equal((await begun.ended).code, null);
  onAsked = () => {};

  const asked = hub.requests.length;
  const again = await rlar(home, [...ACQUIRE, '--json']);
  assert.equal(again.code, 0, again.out + again.err);
  const [state] = JSON.parse(again.out).acquisitions;
  assert.deepEqual(
    [state.status, state.tool.id, state.usage.calls, state.attempts],
    ['admitted', 'taste', 0, 2],
  );
  const paths = hub.requests.slice(asked).map(({ url }) => url.pathname);
  assert.ok(!paths.some((path) => path.startsWith('/a-lab/')), 'what was refused is not fetched again');
  assert.ok(!paths.includes('/api/models'), 'what was chosen is not searched again');
  assert.match(again.err, /upside-down-reward is refused[\s\S]*quiet-preference passes: right on 100/);

  const shown = await rlar(home, ['acquisitions', 'show', state.id]);
  assert.match(shown.out, /quiet-preference[\s\S]*reward-closed[^\n]*licence[\s\S]*G4 discrimination/);

  const before = hub.requests.length;
  const there = await rlar(home, ACQUIRE);
  assert.equal(there.code, 0);
  assert.match(there.out, /chat has taste@\w+ already/);
  assert.equal(hub.requests.length, before);

  const scored = await rlar(home, ['score', 'rows.jsonl', '--allow-provisional', '--out', '-', '--json']);
  const { overall } = JSON.parse(scored.err.slice(scored.err.indexOf('{')));
  assert.deepEqual([overall.rollouts, overall.scored], [120, 120]);
});

const heard = new Map<ChildProcess, string>();
const refused = ({ child }: { child: ChildProcess }): boolean => /is refused/.test(heard.get(child) ?? '');

test('score --acquire finds a reward model where the code agent says that no program can judge', async (context) => {
  const home = 'scored';
  const local = await localEndpoint(() =>
    JSON.stringify({
      checkable: false,
      title: 'small talk',
      reason: 'a matter of taste',
      unchecked: 'taste',
      statement: 'A friendly answer.',
      rules: [],
      usesReference: false,
      examples: [],
    }),
  );
  context.after(() => local.close());
  const model = { RLAR_LLM_BASE_URL: local.baseUrl, RLAR_LLM_MODEL: 'tiny' };
  const score = ['score', 'rows.jsonl', '--acquire', '--allow-provisional', '--json'];
  const first = await rlar(home, score, model);
  assert.equal(first.code, 0, first.out + first.err);
  assert.match(first.err, /not-checkable[\s\S]*acquiring 1 reward models [\s\S]*admitted/);
  const { overall } = JSON.parse(first.out);
  assert.deepEqual([overall.rollouts, overall.scored], [120, 120]);

  const [calls, requests] = [local.requests.length, hub.requests.length];
  const second = await rlar(home, score, model);
  assert.equal(JSON.parse(second.out).overall.scored, 120);
  assert.deepEqual(
    [local.requests.length, hub.requests.length],
    [calls, requests],
    'a known kind costs nothing',
  );
});

test('without a language model, score --acquire finds one for kinds that no program judges in any case', async () => {
  const scored = await rlar('ruled', ['score', 'rows.jsonl', '--acquire', '--allow-provisional', '--json']);
  assert.equal(scored.code, 0, scored.out + scored.err);
  assert.equal(JSON.parse(scored.out).overall.scored, 120);
});

test('where nothing may serve, it is refused with the reasons, and nothing is fetched', async () => {
  writeFileSync(join(folder, 'strict.json'), JSON.stringify({ licences: { allow: ['mit'] } }));
  const none = await rlar('none', [...ACQUIRE, '--settings', 'strict.json', '--json']);
  const [state] = JSON.parse(none.out).acquisitions;
  assert.equal(state.status, 'refused');
  assert.match(state.note, /none of the 4 models that were found may serve here: licence 3, access 1/);
});

/** The parts of replies that are looked at. */
const replied = z.looseObject({
  id: z.string().default(''),
  status: z.string().default(''),
  note: z.string().default(''),
  target: z.looseObject({ what: z.string() }).optional(),
  usage: z.looseObject({ calls: z.number() }).optional(),
  items: z.array(z.looseObject({ reward: z.number().nullable() })).default([]),
});

test('a model of a folder is acquired, whatever its name is', async () => {
  const files = { ...tinyRewardModel(), 'README.md': Buffer.from('---\nlicense: mit\n---\nA reward model.') };
  modelOnDisk(join(folder, 'models', 'lab', 'quiet-thing'), files);
  const asked = hub.requests.length;
  const acquired = await rlar('folder', [...ACQUIRE, '--folder', 'models', '--json']);
  const [state] = JSON.parse(acquired.out).acquisitions;
  assert.equal(state.status, 'admitted', acquired.err);
  assert.equal(hub.requests.length, asked);
});

test('a fallback of another owner gives the second opinion, and the model is routed to like any other', async () => {
  const card = Buffer.from('---\nlicense: mit\n---\nA reward model.');
  const put = (id: string, seed: number) =>
    modelOnDisk(join(folder, 'two', ...id.split('/')), { ...tinyRewardModel({ seed }), 'README.md': card });
  put('a-lab/taste', 1);
  // The same weights under another name have no opinion of their own, and one owner has one opinion.
  put('a-lab/taste-too', 2);
  put('copying-lab/taste', 1);
  const acquire = [...ACQUIRE, '--folder', 'two', '--json'];
  const alone = await rlar('alone', acquire);
  const note = (text: string): string => JSON.parse(text).acquisitions[0].note;
  assert.match(note(alone.out), /provisional[\s\S]*the same model/, alone.err);
  assert.equal((await rlar('alone', ['score', 'rows.jsonl'])).code, 4);

  put('other-lab/preference', 3);
  const both = await rlar('both', acquire);
  assert.match(note(both.out), /^(?!.*provisional)/s, both.err);
  const scored = await rlar('both', ['score', 'rows.jsonl', '--json']);
  const { overall } = JSON.parse(scored.out);
  assert.deepEqual([overall.rollouts, overall.scored], [120, 120]);
});

test('over HTTP one is acquired from labelled groups in the background, and scores', async (context) => {
  const served = start('http', ['serve', '--port', '0']);
  context.after(() => served.child.kill('SIGTERM'));
  const url = await new Promise<string>((resolve) => {
    let text = '';
    const read = (chunk: Buffer): void => {
      text += chunk.toString('utf8');
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
      if (found) resolve(found);
    };
    served.child.stdout?.on('data', read);
    served.child.stderr?.on('data', read);
  });
  const ask = async (path: string, body?: object) => {
    const headers = { 'content-type': 'application/json' };
    const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : {};
    const response = await fetch(`${url}${path}`, init);
    return { status: response.status, body: replied.parse(await response.json()) };
  };
  const wanted = await ask('/v1/acquisitions', { kind: 'chat', type: 'reward-model', groups: rows });
  assert.equal(wanted.status, 202, JSON.stringify(wanted.body));
  assert.equal(wanted.body.target?.what, 'reward-model');
  let state = wanted.body;
  while (['queued', 'running'].includes(state.status)) {
    await setTimeout(300);
    state = (await ask(`/v1/acquisitions/${state.id}`)).body;
  }
  assert.equal(state.status, 'admitted', state.note);
  assert.equal(state.usage?.calls, 0);
  await setTimeout(1500);
  const [group] = rows;
  const { body } = await ask('/v1/rewards', { allow_provisional: true, groups: [group] });
  const [good, bad] = body.items.map(({ reward }) => reward ?? Number.NaN);
  assert.ok(good! > bad!, JSON.stringify(body));
});
