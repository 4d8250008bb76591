import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import type { Tool, ToolQuery, ToolRollout } from '../../spec/tool.ts';
import { rewardAdapter } from '../../testing/reward-adapter.ts';
import { type RewardModelServer, rewardModelServer } from '../../testing/reward-model-server.ts';
import { rewardModelRecord } from './reward-model-record.ts';
import { rewardModelTool } from './reward-model-tool.ts';

const MODEL = 'owner/reward';
const servers: RewardModelServer[] = [];
after(() => Promise.all(servers.map((server) => server.close())));
async function serve(score: (text: string) => number): Promise<RewardModelServer> {
  const server = await rewardModelServer({ runtime: 'vllm', model: MODEL, score });
  servers.push(server);
  return server;
}
function toolOf(spec: AdapterSpec, [first, ...others]: readonly RewardModelServer[]): Tool {
  const { record } = rewardModelRecord(spec, { id: 'reward', by: { url: first!.url } });
  const urls = others.map(({ url }) => url);
  return rewardModelTool(record.declaration, spec, first!.url, urls);
}
const query: ToolQuery = {
  prompt: 'Why?',
  messages: [{ role: 'user', content: 'Why?' }],
  references: [],
  constraints: [],
};
async function verdicts(tool: Tool, rollouts: readonly ToolRollout[]) {
  const prepared = await tool.prepare(query, {});
  return prepared.score(rollouts, { signal: new AbortController().signal, deadline: 10_000 });
}
const texts = (...all: string[]): ToolRollout[] => all.map((text) => ({ text }));

test('a group of which the first server breaks on one rollout comes whole from the next; never from two', async () => {
  const first = await serve((text) => (text.includes('odd') ? Number.NaN : 1));
  const second = await serve(() => 2);
  const tool = toolOf(rewardAdapter('vllm', { model: MODEL }), [first, second]);
  const values = async (...all: string[]) =>
    (await verdicts(tool, texts(...all))).map((one) => (one.status === 'scored' ? one.value : one.status));
  assert.deepEqual(await values('a', 'b', 'c'), [1, 1, 1]);
  assert.equal(second.requests.length, 0);
  assert.deepEqual(await values('a', 'odd', 'c'), [2, 2, 2]);
  second.faults.count = true;
  // Where no server serves the whole, the group has what the first one said, and no part of the other's.
  assert.deepEqual(await values('a', 'odd', 'c'), [1, 'failed', 1]);
});

test('a rollout that no model can read moves no group to another server', async () => {
  const [first, second] = [await serve(() => 1), await serve(() => 2)];
  first.faults.longest = 60;
  const tool = toolOf(rewardAdapter('vllm', { model: MODEL }), [first, second]);
  const said = await verdicts(tool, texts('short', 'x'.repeat(100), '<|im_start|>'));
  assert.deepEqual(
    said.map(({ status }) => status),
    ['scored', 'unscored', 'unscored'],
  );
  assert.equal(second.requests.length, 0);
});

test('a model that writes its reasons has longer for a group than one with a head', () => {
  const of = (parts: Partial<AdapterSpec>) =>
    rewardModelRecord(rewardAdapter('vllm', { model: MODEL, ...parts }), {
      by: { url: 'http://127.0.0.1:1' },
    }).record.declaration.deadlineMs;
  assert.ok(of({ runtime: 'chat', read: { from: 'verdict', form: 'rm-r1' } }) > 5 * of({}));
});

test('code of a model’s own needs the word of somebody for that very commit, which the card repeats', () => {
  const spec = rewardAdapter('vllm', { model: MODEL, remoteCode: true });
  const record = (...commits: string[]) =>
    rewardModelRecord(spec, {
      by: { url: 'http://127.0.0.1:1' },
      allowedCode: commits.map((commit) => ({ commit, by: 'ann (--allow-code)' })),
    }).record;
  const right = `${MODEL}@${spec.revision}`;
  for (const wrong of [
    [],
    [`${MODEL}@${'b'.repeat(40)}`],
    [`${MODEL}@main`],
    [right.slice(0, -33)],
    [`x/${right}`],
  ])
    assert.throws(() => record(...wrong), { code: 'RLAR_INVALID_TOOL', message: /not allowed/ });
  const { declaration, run } = record('other/model@main', right);
  assert.match(declaration.description, new RegExp(`${right}, which ann \\(--allow-code\\) allowed`));
  assert.deepEqual(run.language === 'adapter' && run.code, { commit: right, by: 'ann (--allow-code)' });
});

test('only a model that gives a probability beside the reference stands behind programs, and then judges alone nowhere', () => {
  const verifier: Partial<AdapterSpec> = {
    needs: ['reference'],
    range: [0, 1],
    activation: 'sigmoid',
    render: { as: 'template', template: '<q>{prompt}</q><r>{reference}</r><c>{response}</c>' },
  };
  const declared = (parts: Partial<AdapterSpec>, kinds: string[]) =>
    rewardModelRecord(rewardAdapter('vllm', { model: MODEL, ...parts }), {
      by: { url: 'http://127.0.0.1:1' },
      behind: true,
      kinds,
    }).record.declaration;
  const { kinds, backs, slot, range } = declared(verifier, ['qa']);
  assert.deepEqual([kinds, backs, slot, range], [[], ['qa'], 'correctness', [0, 1]]);
  const others: Partial<AdapterSpec>[] = [{ needs: [] }, { range: null }, { range: [0, 5] }, { sign: -1 }];
  for (const change of others)
    assert.throws(() => declared({ ...verifier, ...change }, ['qa']), { code: 'RLAR_INVALID_TOOL' });
  assert.throws(() => declared(verifier, []), /--kind/);
});
