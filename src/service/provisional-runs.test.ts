import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { publishTool } from '../library/registry/publish.ts';
import { createRewardService, type RewardService } from '../service.ts';
import type { JsonObject } from '../spec/json.ts';
import { query } from '../spec/query.ts';
import type { Reward } from '../spec/reward.ts';
import { sampleTool } from '../testing/sample-tool.ts';

const homes: string[] = [];
after(() => homes.forEach((home) => rmSync(home, { recursive: true, force: true })));
function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'rlar-changes-'));
  homes.push(home);
  return home;
}
const user = { by: 'user' };
const publish = async (home: string, expression: string) =>
  await publishTool({ home }, await sampleTool('half', expression), user);

async function score(
  service: RewardService,
  prompt: string,
  run?: string,
  more: JsonObject = { pinned: ['half'] },
): Promise<Reward> {
  const asked = query.parse({ messages: [{ role: 'user', content: prompt }], ...more });
  const groups = [{ query: asked, rollouts: [{ text: 'an answer' }] }];
  return (await service.score({ context: run === undefined ? {} : { run }, groups }))[0]![0]!;
}

test('a provisional tool is routed to only where that is allowed, and every reward says so', async () => {
  const home = newHome();
  const tool = await sampleTool('half', '0.5', { provisional: true });
  await publishTool({ home }, tool, user);
  for (const allowProvisional of [false, true]) {
    const service = await createRewardService({ home, allowProvisional });
    const { reward, flags } = await score(service, 'one', undefined, { kind: 'puzzle.sample' });
    assert.equal(reward, allowProvisional ? 0.5 : null);
    assert.equal(flags.includes('provisional'), allowProvisional);
    await service.close();
  }
});

test('a request may allow provisional tools for itself, and the first of a run for the run', async () => {
  const home = newHome();
  await publishTool({ home }, await sampleTool('half', '0.5', { provisional: true }), user);
  const service = await createRewardService({ home });
  const asked = query.parse({ messages: [{ role: 'user', content: 'one' }], kind: 'puzzle.sample' });
  const groups = [{ query: asked, rollouts: [{ text: 'an answer' }] }];
  const status = async (run?: string, allow_provisional?: boolean) => {
    const context = { ...(run && { run }), ...(allow_provisional !== undefined && { allow_provisional }) };
    return (await service.score({ context, groups }))[0]![0]!.status;
  };
  assert.equal(await status(), 'unscored');
  assert.equal(await status(undefined, true), 'scored');
  assert.equal(await status(undefined, false), 'unscored');
  assert.deepEqual([await status('with', true), await status('with')], ['scored', 'scored']);
  assert.deepEqual([await status('without'), await status('without', true)], ['unscored', 'unscored']);
  await service.close();
});

test('a run that is pinned by hand gets that snapshot for what it has not been assigned yet', async () => {
  const home = newHome();
  const one = await publish(home, '0.5');
  const service = await createRewardService({ home });
  await publish(home, '0.25');
  await service.refreshLibrary();
  assert.equal((await score(service, 'one', 'run')).reward, 0.25);
  await service.store!.pinRun('run', one!.snapshot);
  await publish(home, '0.125');
  await service.refreshLibrary();
  assert.equal((await score(service, 'one', 'run')).reward, 0.25);
  assert.equal((await score(service, 'two', 'run')).reward, 0.5);
  await service.close();
});

test('a run of which the snapshot is not recorded is refused', async () => {
  const home = newHome();
  const service = await createRewardService({ home });
  await service.store!.pinRun('lost', 'lib-0');
  assert.equal((await score(service, 'one', 'lost')).error?.code, 'RLAR_SNAPSHOT_UNAVAILABLE');
  await service.close();
});
