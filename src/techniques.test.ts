/** Every technique that can be switched on over HTTP changes a reward as its paper says; docs/techniques.md names them. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { parseConfig } from './config.ts';
import { builtInLibrary } from './library/built-in.ts';
import { buildApp } from './server/app.ts';
import { RewardService } from './service.ts';
import type { Reward } from './spec/reward.ts';
import { MODEL_CASES, techniqueModels } from './testing/techniques/model-cases.ts';
import { PROGRAM_CASES } from './testing/techniques/program-cases.ts';

const models = await techniqueModels();
const library = builtInLibrary(models.tools.map((tool) => ({ tool, evidence: null })));
const app = await buildApp(new RewardService(parseConfig({ home: null }), library, null));
after(async () => {
  await app.close();
  await models.close();
});

async function earn(body: object): Promise<(number | null)[]> {
  const reply = await app.inject({ method: 'POST', url: '/v1/rewards', payload: body });
  assert.equal(reply.statusCode, 200, reply.body);
  const { items } = reply.json() as { items: Reward[] };
  for (const { status, reason } of items) assert.notEqual(status, 'failed', reason);
  return items.map(({ reward }) => reward);
}

for (const [technique, { off, on, earned }] of Object.entries({ ...PROGRAM_CASES, ...MODEL_CASES }))
  test(technique, async () => {
    for (const [body, wanted] of [
      [off, earned.off],
      [on, earned.on],
    ] as const) {
      const rewards = await earn(body);
      assert.equal(rewards.length, wanted.length);
      for (const [index, reward] of rewards.entries()) {
        const value = wanted[index]!;
        const same = value === null ? reward === null : reward !== null && Math.abs(reward - value) < 1e-3;
        assert.ok(same, `${technique}: ${JSON.stringify(rewards)} is not ${JSON.stringify(wanted)}`);
      }
    }
    assert.notDeepEqual(earned.off, earned.on);
  });
