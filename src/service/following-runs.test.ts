/** A pinned run is never touched; a run that follows takes up changes where a step or an epoch begins, and nowhere else. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { publishTool } from '../library/registry/publish.ts';
import { createRewardService, type RewardService } from '../service.ts';
import { query } from '../spec/query.ts';
import type { Reward } from '../spec/reward.ts';
import type { RunContext } from '../spec/wire.ts';
import { sampleTool } from '../testing/sample-tool.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-following-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const publish = async (home: string, worth: number) =>
  publishTool({ home }, await sampleTool('half', String(worth)), { by: 'user' });

async function rewardOf(service: RewardService, context: RunContext, prompt = 'one'): Promise<Reward> {
  const asked = query.parse({ messages: [{ role: 'user', content: prompt }], pinned: ['half'] });
  const groups = [{ id: 'g', query: asked, rollouts: [{ id: 'r', text: 'an answer' }] }];
  return (await service.score({ context, groups }))[0]![0]!;
}
const worth = async (...asked: Parameters<typeof rewardOf>) => (await rewardOf(...asked)).reward;

/** All of a reward that a caller can see, but for its place in the ledger and the clock. */
function bytesOf({ record: _record, results, ...reward }: Reward): string {
  return JSON.stringify({ ...reward, results: results.map(({ ms: _ms, cached: _cached, ...rest }) => rest) });
}

test('twenty changes of the library leave a pinned run as it was, byte for byte', async () => {
  const home = join(folder, 'pinned');
  await publish(home, 0.5);
  const service = await createRewardService({ home });
  const prompts = ['one', 'two'];
  const all = () =>
    Promise.all(
      prompts.map(async (prompt) => bytesOf(await rewardOf(service, { run: 'p', step: 1 }, prompt))),
    );
  const before = await all();
  for (let change = 1; change <= 20; change++) await publish(home, change / 40);
  await service.refreshLibrary();
  assert.equal(await worth(service, {}), 20 / 40, 'the library has changed');
  assert.deepEqual(await all(), before);
  const late = JSON.parse(bytesOf(await rewardOf(service, { run: 'p', step: 900 }, 'three')));
  assert.deepEqual(
    [late.reward, late.assignment.snapshot],
    [0.5, JSON.parse(before[0]!).assignment.snapshot],
  );
  await service.close();
});

test('a run that follows changes where a step begins, in every process alike, and the steps say which snapshot', async () => {
  const home = join(folder, 'step');
  await publish(home, 0.5);
  const [one, other] = [await createRewardService({ home }), await createRewardService({ home })];
  const at = (service: RewardService, step: number) => worth(service, { run: 'f', step, follow: 'step' });
  assert.equal(await at(one, 1), 0.5);
  await publish(home, 0.25);
  await one.refreshLibrary();
  assert.equal(await at(one, 1), 0.5, 'a step that has begun keeps its tools');
  assert.equal(await at(other, 2), 0.5, 'the process that begins step 2 has not heard of the change');
  assert.equal(await at(one, 2), 0.5, 'so it holds for all');
  assert.equal(await at(one, 3), 0.25);
  assert.equal(await at(other, 3), 0.25);
  assert.equal(await at(one, 2), 0.5, 'late responses of an earlier step');
  assert.equal(await worth(other, { run: 'f' }), 0.25);
  const run = await one.store!.getRun('f');
  assert.deepEqual(run?.phases, [
    { fromStep: 0, snapshot: run?.phases[0]?.snapshot },
    { fromStep: 3, snapshot: one.library.snapshot },
  ]);
  await Promise.all([one.close(), other.close()]);
});

test('a run that follows epochs waits for the next one, also without a store', async () => {
  for (const home of [join(folder, 'epoch'), null]) {
    const place = home ?? join(folder, 'memory');
    await publish(place, 0.5);
    const service = await createRewardService({ home: place, record: home !== null });
    const at = (step: number, epoch: number) => worth(service, { run: 'e', step, epoch, follow: 'epoch' });
    assert.equal(await at(1, 0), 0.5);
    await publish(place, 0.25);
    await service.refreshLibrary();
    assert.deepEqual([await at(2, 0), await at(3, 0.9)], [0.5, 0.5]);
    assert.deepEqual([await at(4, 1), await at(3, 0.9)], [0.25, 0.5]);
    await service.close();
  }
});
