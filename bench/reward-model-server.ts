/**
 * The server of `reward-models.ts`, in a process of its own: OpenRLHF's shape, with a small real model behind it. It takes
 * time as one with a GPU does: a part for each forward pass, a part for each item, one pass after another, 32 items a pass.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';
import { z } from 'zod';
import { modelBehind } from '../src/testing/reward-models/model-behind.ts';
import { tinyRewardModel } from '../src/testing/reward-models/tiny-reward-model.ts';

const PASS = 32;
/** Milliseconds of a forward pass, and of each item in it. */
const [PASS_MS, ITEM_MS] = [12, 0.6];
const asked = z.object({ query: z.array(z.string()) });

const model = modelBehind(tinyRewardModel());
const known = new Map<string, number>();
const score = (text: string): number => {
  const value = known.get(text) ?? model.logits([{ as: 'text', parts: [text] }])[0]![0]!;
  known.set(text, value);
  return value;
};

const passes = new PQueue({ concurrency: 1 });
let counted = { requests: 0, items: 0, passes: 0 };
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (chunks.length === 0) return void response.writeHead(404).end();
  const { query } = asked.parse(JSON.parse(String(Buffer.concat(chunks))));
  counted = { ...counted, requests: counted.requests + 1, items: counted.items + query.length };
  const rewards: number[] = [];
  for (let from = 0; from < query.length; from += PASS) {
    const pass = query.slice(from, from + PASS);
    counted.passes += 1;
    await passes.add(() => sleep(PASS_MS + ITEM_MS * pass.length));
    rewards.push(...pass.map(score));
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ rewards, scores: rewards, extra_logs: {} }));
});

/** Texts are read before anything is timed: what the model costs is what it is said to cost. */
process.on('message', (texts: string[] | 'count') => {
  if (texts === 'count') {
    process.send?.(counted);
    counted = { requests: 0, items: 0, passes: 0 };
    return;
  }
  for (const text of texts) score(text);
  process.send?.('ready');
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
process.on('disconnect', () => process.exit(0));
