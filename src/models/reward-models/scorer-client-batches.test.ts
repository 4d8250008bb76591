import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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

test('items of different calls share a request; a caller that gives up takes out its own alone', async () => {
  const server = await serve('sglang');
  const shared = client('sglang', server, { gatherMs: 50 });
  const quits = new AbortController();
  const calls = [3, 5, 7, 9].map((length) => shared.score(texts(length), signal));
  const quitting = shared.score(texts(11), quits.signal);
  quits.abort(new Error('enough'));
  await assert.rejects(quitting, /enough/);
  assert.deepEqual((await Promise.all(calls)).flatMap(seen), [3.25, 5.25, 7.25, 9.25]);
  assert.equal(server.requests.length, 1);
  assert.deepEqual((server.requests[0] as { text: string[] }).text.length, 4);
});

test('a request that takes too long is one without an answer, and a server that never answers is left alone', async () => {
  const server = await serve('openrlhf', { slowMs: 60_000 });
  const impatient = client('openrlhf', server, {
    callMs: 20,
    retries: 1,
    breaker: { failures: 2, restMs: 1e6 },
  });
  const reasons: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    const [raw] = await impatient.score(texts(4), signal);
    reasons.push(raw && 'error' in raw ? raw.error.message : 'a score');
  }
  assert.match(reasons[0]!, /no answer within 20 ms/);
  assert.match(reasons[2]!, /left alone/);
  assert.equal(server.requests.length, 4);
});

test('the key of a server comes from the environment, goes into the header and into no message', async () => {
  const given: (string | undefined)[] = [];
  const locked = createServer((request, response) => {
    given.push(request.headers.authorization);
    const open = request.headers.authorization === 'Bearer open-sesame';
    response.writeHead(open ? 200 : 401, { 'content-type': 'application/json' });
    response.end(open ? '{"rewards":[1.5]}' : `{"error":"wrong key ${request.headers.authorization}"}`);
  });
  await new Promise<void>((resolve) => locked.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(locked.address() as AddressInfo).port}`;
  const spec = rewardAdapter('openrlhf', { model: MODEL, apiKey: 'RLAR_TEST_SCORER_KEY' });
  const messageOf = async () => {
    const [raw] = await new ScorerClient(spec, url, settings).score(texts(4), signal);
    return raw && 'error' in raw ? raw.error.message : 'a score';
  };
  try {
    delete process.env.RLAR_TEST_SCORER_KEY;
    assert.match(await messageOf(), /environment has no RLAR_TEST_SCORER_KEY/);
    process.env.RLAR_TEST_SCORER_KEY = 'not-it';
    assert.match(await messageOf(), /401/);
    assert.doesNotMatch(await messageOf(), /not-it/);
    process.env.RLAR_TEST_SCORER_KEY = 'open-sesame';
    assert.equal(await messageOf(), 'a score');
    assert.equal(given.at(-1), 'Bearer open-sesame');
  } finally {
    delete process.env.RLAR_TEST_SCORER_KEY;
    locked.closeAllConnections();
    locked.close();
  }
});
