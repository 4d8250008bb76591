import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonServer } from '../../testing/json-server.ts';
import { rewardAdapter } from '../../testing/reward-adapter.ts';
import { tuneHeads } from './tune-heads.ts';

const signal = new AbortController().signal;
const head = (name: string, index: number) => ({ name, index, mean: 0, deviation: 1 });
const spec = rewardAdapter('vllm', {
  model: 'owner/heads',
  read: {
    from: 'heads',
    heads: [head('long', 0), head('kind', 1)],
    weights: [1, 1],
    contexts: [{ when: ['essay'], weights: [1, 1] }],
  },
});

test('scales and weights are learned from pairs: of everybody, of a context, of each user', async () => {
  const server = await jsonServer((_, body) => ({
    data: (body as { input: string[] }).input.map((text, index) => {
      const probs = [text.length, text.includes('please') ? 0.01 : -0.01];
      return { index, label: null, probs, num_classes: 2 };
    }),
  }));
  try {
    const pairs = Array.from({ length: 12 }, (_, at) => [
      {
        prompt: `For an essayist ${at}`,
        chosen: 'please',
        rejected: `no, and at great length ${at}`,
        user: 'ann',
      },
      {
        prompt: `An essay ${at}`,
        chosen: `a very long text of all that there is ${at}`,
        rejected: 'please',
        user: 'bob',
      },
    ]).flat();
    const { read } = await tuneHeads(spec, server.url, pairs, signal);
    if (read.from !== 'heads') throw new Error(read.from);
    assert.ok(read.users!.ann!.weights[1]! > 0.9 && read.users!.bob!.weights[0]! > 0.9);
    assert.equal(read.users!.ann!.pairs, 12);
    assert.ok(read.contexts![0]!.weights[0]! > 0.9);
    assert.ok(read.weights.every((weight) => weight < read.users!.ann!.weights[1]!));
    assert.ok(read.heads[0]!.deviation > 1 && Math.abs(read.heads[1]!.deviation - 0.01) < 0.001);
    await assert.rejects(tuneHeads(spec, server.url, pairs.slice(0, 3), signal), /needs 8 pairs/);
    await assert.rejects(
      tuneHeads(rewardAdapter('vllm', { model: 'a/b' }), server.url, pairs, signal),
      /heads/,
    );
  } finally {
    await server.close();
  }
});
