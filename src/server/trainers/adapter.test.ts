import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createRewardService } from '../../service.ts';
import { MESSAGES, send } from '../../testing/trainer-requests.ts';
import { buildApp } from '../app.ts';

const home = mkdtempSync(join(tmpdir(), 'rlar-adapters-'));
after(() => rmSync(home, { recursive: true, force: true }));

const sample = (response: string) => ({ prompt: MESSAGES, response, label: '12' });

test('samples that come one by one have one reward function and one run; a repeated one is recorded once', async () => {
  const service = await createRewardService({ threads: 1, home });
  const app = await buildApp(service);
  try {
    await Promise.all(['12', '13', 'It is 12.', '12'].map((text) => send(app, '/slime', sample(text))));
    await send(app, '/slime', sample('14'));
    await send(app, '/slime?run=named&step=4', sample('12'));
    const records = await Array.fromAsync(service.store!.scanRewards());
    assert.equal(records.length, 5);
    const runs = new Set(records.map((record) => record.context.run));
    assert.equal(runs.size, 2);
    assert.ok(runs.has('named'));
    assert.match([...runs].find((run) => run !== 'named') ?? '', /^slime-20\d\d-/);
    assert.equal(new Set(records.map((record) => JSON.stringify(record.reward.assignment))).size, 1);
    assert.equal(records.find((record) => record.context.run === 'named')?.context.step, 4);
  } finally {
    await app.close();
  }
});

test('in a window, a part of the group without a reward is flagged on all of it, and its own error is its own', async () => {
  const service = await createRewardService({ threads: 1, limits: { textCharacters: 500 } });
  const app = await buildApp(service);
  try {
    const ask = (text: string) => send(app, '/slime?run=w&group_window_ms=3000&group_size=3', sample(text));
    const replies = await Promise.all(['12', 'x'.repeat(600), '13'].map(ask));
    assert.deepEqual(
      replies.map((reply) => reply.status),
      [200, 413, 200],
    );
    assert.match(
      (await app.inject({ url: '/metrics' })).body,
      /rlar_flags_total\{flag="group_incomplete"\} 3/,
    );
  } finally {
    await app.close();
  }
});
