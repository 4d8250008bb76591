import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { rewardAdapter } from '../../testing/reward-adapter.ts';
import {
  type RewardModelServer,
  rewardModelServer,
  type ServedRuntime,
  type ServerFaults,
} from '../../testing/reward-model-server.ts';
import type { RawScore } from './raw-score.ts';
import { ScorerClient } from './scorer-client.ts';
import type { ScorerInput } from './scorer-input.ts';

const MODEL = 'owner/reward';
const SHA = '0123456789abcdef0123456789abcdef01234567';
const RUNTIMES: readonly ServedRuntime[] = ['vllm', 'sglang', 'tei', 'openrlhf', 'plain'];
const servers: RewardModelServer[] = [];
after(() => Promise.all(servers.map((server) => server.close())));

/** A logit that is told by the text, so that no two places can be mistaken. */
const score = (text: string) => text.length + 0.25;
async function serve(runtime: ServedRuntime, faults: ServerFaults = {}): Promise<RewardModelServer> {
  const server = await rewardModelServer({ runtime, model: MODEL, revision: SHA, score, faults });
  servers.push(server);
  return server;
}
const texts = (...lengths: number[]): ScorerInput[] =>
  lengths.map((length) => ({ as: 'text', text: 'x'.repeat(length) }));
const settings = { retries: 2, retryMs: 1 };
const signal = new AbortController().signal;
const client = (runtime: ServedRuntime, { url }: RewardModelServer, more: object = {}) =>
  new ScorerClient(rewardAdapter(runtime, { model: MODEL }), url, { ...settings, ...more });
const seen = (results: readonly RawScore[]) =>
  results.map((raw) => ('score' in raw ? raw.score : 'error' in raw ? raw.error.code : 'too long'));

for (const runtime of RUNTIMES) {
  test(`${runtime}: raw scores in order, in as many requests as the budget asks for`, async () => {
    const server = await serve(runtime);
    const lengths = [7, 3, 5, 11, 2, 40];
    assert.deepEqual(
      seen(await client(runtime, server).score(texts(...lengths), signal)),
      lengths.map((length) => length + 0.25),
    );
    assert.equal(server.requests.length, 1);
    const small = client(runtime, server, { batchTokens: 8 });
    assert.deepEqual(
      seen(await small.score(texts(...lengths), signal)),
      lengths.map((length) => length + 0.25),
    );
    assert.ok(server.requests.length > 3);
    assert.deepEqual(await client(runtime, server).score([], signal), []);
  });

  test(`${runtime}: no fault of the server becomes a number`, async () => {
    const faults: [ServerFaults, string][] = [
      [{ count: true }, 'RLAR_SCORER_INVALID'],
      [{ nan: true }, 'RLAR_SCORER_INVALID'],
      [{ status: { code: 429, times: 99 } }, 'RLAR_SCORER_UNREACHABLE'],
      [{ status: { code: 503, times: 99 } }, 'RLAR_SCORER_UNREACHABLE'],
      [{ status: { code: 401, times: 99 } }, 'RLAR_SCORER_REFUSED'],
      [{ diesAfter: 0 }, 'RLAR_SCORER_UNREACHABLE'],
    ];
    if (runtime === 'vllm') faults.push([{ index: true }, 'RLAR_SCORER_INVALID']);
    if (runtime === 'vllm' || runtime === 'sglang' || runtime === 'tei')
      faults.push([{ labels: true }, 'RLAR_SCORER_INVALID']);
    for (const [planted, code] of faults) {
      const server = await serve(runtime, planted);
      const results = await client(runtime, server).score(texts(4, 5, 6), signal);
      assert.deepEqual(seen(results), [code, code, code], JSON.stringify(planted));
    }
  });

  test(`${runtime}: what passes is tried again`, async () => {
    for (const code of [429, 503]) {
      const server = await serve(runtime, { status: { code, times: 2 } });
      assert.deepEqual(seen(await client(runtime, server).score(texts(4), signal)), [4.25]);
      assert.equal(server.requests.length, 3);
    }
  });

  test(`${runtime}: an abort ends the calls`, async () => {
    const server = await serve(runtime, { slowMs: 60_000 });
    const abort = new AbortController();
    const scoring = client(runtime, server).score(texts(4), abort.signal);
    setTimeout(() => abort.abort(new Error('enough')), 20);
    await assert.rejects(scoring, /enough/);
  });
}

test('a server that is away, or serves another model or commit, is not healthy', async () => {
  for (const runtime of ['vllm', 'sglang', 'tei'] as const) {
    const server = await serve(runtime);
    assert.deepEqual(await client(runtime, server).health(signal), { ok: true });
    server.faults.model = 'owner/other';
    const health = await client(runtime, server).health(signal);
    assert.match(health.ok ? '' : health.reason, /owner\/other.*not owner\/reward/);
  }
  const stale = await serve('tei');
  const spec = rewardAdapter('tei', { model: MODEL, revision: 'f'.repeat(40) });
  const health = await new ScorerClient(spec, stale.url).health(signal);
  assert.match(health.ok ? '' : health.reason, /at 0123/);
  for (const runtime of RUNTIMES) {
    const server = await serve(runtime);
    await server.close();
    assert.equal((await client(runtime, server).health(signal)).ok, false);
  }
});

test('chats go to vLLM one by one, pairs to TEI, and a token’s score is the last one', async () => {
  const chat = rewardAdapter('vllm', {
    model: MODEL,
    render: { as: 'chat', system: 'allow', assistant: true },
  });
  const vllm = await serve('vllm');
  const turns = (text: string): ScorerInput => ({ as: 'chat', messages: [{ role: 'user', content: text }] });
  const asked = await new ScorerClient(chat, vllm.url).score([turns('ab'), turns('abcd')], signal);
  assert.deepEqual(seen(asked), [2.25, 4.25]);
  assert.equal(vllm.requests.length, 2);
  const pooling = rewardAdapter('vllm', {
    model: MODEL,
    runtime: 'vllm-pooling',
    read: { from: 'head', index: -1 },
  });
  assert.deepEqual(seen(await new ScorerClient(pooling, vllm.url).score(texts(9), signal)), [9.25]);
  const tei = await serve('tei');
  const pair = rewardAdapter('tei', {
    model: MODEL,
    render: { as: 'pair', first: '{prompt}', second: '{response}' },
    sign: -1,
  });
  const pairs = await new ScorerClient(pair, tei.url).score(
    [{ as: 'pair', first: 'abc', second: 'd' }],
    signal,
  );
  assert.deepEqual(seen(pairs), [-5.25]);
  const second = rewardAdapter('tei', {
    model: MODEL,
    read: { from: 'head', index: 1 },
  });
  const labelled = await serve('tei', { labels: true });
  assert.deepEqual(seen(await new ScorerClient(second, labelled.url).score(texts(6), signal)), [6.25]);
});

test('a server that cuts silently is not given what may be too long; one that refuses costs the one item', async () => {
  const spec = { model: MODEL, maxTokens: 16 } as const;
  const silent = await serve('openrlhf');
  const cut = await new ScorerClient(rewardAdapter('openrlhf', spec), silent.url).score(
    texts(3, 400),
    signal,
  );
  assert.deepEqual(seen(cut), [3.25, 'too long']);
  const server = await rewardModelServer({
    runtime: 'sglang',
    model: MODEL,
    score: (text) => text.length,
    faults: { longest: 100 },
  });
  servers.push(server);
  const results = await client('sglang', server).score(texts(3, 400, 5), signal);
  assert.deepEqual(seen(results), [3, 'too long', 5]);
});

test('an item that breaks the model costs no other; what is refused for another reason is not called long', async () => {
  const server = await serve('tei', { chokesOn: '!' });
  const inputs: ScorerInput[] = ['ab', 'abc!', 'abcd'].map((text) => ({ as: 'text', text }));
  assert.deepEqual(seen(await client('tei', server).score(inputs, signal)), [
    2.25,
    'RLAR_SCORER_REFUSED',
    4.25,
  ]);
  server.faults.status = { code: 400, times: 9 };
  assert.deepEqual(seen(await client('tei', server).score(texts(3), signal)), ['RLAR_SCORER_REFUSED']);
});

test('another model that answers between two looks at it gives no score', async () => {
  const server = await serve('vllm');
  assert.deepEqual(seen(await client('vllm', server).score(texts(3), signal)), [3.25]);
  server.faults.model = 'owner/other';
  const [swapped] = await client('vllm', server).score(texts(3), signal);
  assert.match(swapped && 'error' in swapped ? swapped.error.message : '', /owner\/other answered/);
});

test('what no server at an address can be asked is refused at once', () => {
  const refused = (runtime: ServedRuntime, parts: object, reason: RegExp) =>
    assert.throws(
      () => new ScorerClient(rewardAdapter(runtime, { model: MODEL, ...parts }), 'http://127.0.0.1:1'),
      {
        code: 'RLAR_INVALID_TOOL',
        message: reason,
      },
    );
  const chat = { as: 'chat', system: 'allow', assistant: true };
  refused('sglang', { render: chat }, /chat template/);
  refused('vllm', { render: chat, endToken: '<e>' }, /end token <e>/);
  refused('sglang', { activation: 'sigmoid' }, /raw logits/);
  refused('openrlhf', { render: { as: 'pair', first: '{prompt}', second: '{response}' } }, /pair/);
  refused('tei', { render: { as: 'template', template: '{rubric} {response}' } }, /no rubric/);
  refused('tei', { needs: ['rubric'] }, /no rubric/);
  refused('vllm', { runtime: 'managed-worker' }, /not called at an address/);
  refused('vllm', { read: { from: 'similarity' } }, /similarity/);
});

test('another model under the right name is noticed by recorded scores; a server too busy to show them is not ill', async () => {
  const server = await serve('openrlhf');
  const texts = ['a', 'a longer answer'].map((response) => ({ prompt: 'Why?', response }));
  const recorded = texts.map((text) => ({
    ...text,
    score: `Q: ${text.prompt}\nA: ${text.response}`.length + 0.25,
  }));
  const health = (scores: typeof recorded) =>
    new ScorerClient(
      rewardAdapter('openrlhf', { model: MODEL, recorded: scores }),
      server.url,
      settings,
    ).health(signal);
  assert.deepEqual(await health(recorded), { ok: true });
  const other = await health(recorded.map((one) => ({ ...one, score: one.score * 2 })));
  assert.match(other.ok ? '' : other.reason, /another model, commit or layout/);
  server.faults.status = { code: 503, times: 99 };
  assert.deepEqual(await health(recorded), { ok: true });
});

test('the logit of a decoder’s token is cut to what its model means by it, and turned round where lower is better', async () => {
  const spec = rewardAdapter('plain', {
    runtime: 'managed-worker',
    model: MODEL,
    render: { as: 'template', template: 'source: {source} candidate: {response}' },
    read: { from: 'decoder-token', token: 7 },
    sign: -1,
    range: [0, 25],
  });
  const worker = {
    name: 'a worker',
    ask: async () => ({ scores: [[3.5], [-2], [40], [null], [1, 2]] }),
    served: async () => ({ is: 'right', revision: true }) as const,
  };
  const five = await new ScorerClient(spec, worker).score(texts(1, 1, 1, 1, 1), signal);
  assert.deepEqual(seen(five), [-3.5, 0, -25, 'RLAR_SCORER_INVALID', 'RLAR_SCORER_INVALID']);
});
