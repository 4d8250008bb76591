import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { HOSTILE_BODIES } from '../attacks/hostile-bodies.ts';
import { createRewardService } from '../service.ts';
import { buildApp } from './app.ts';

const app = await buildApp(await createRewardService());
after(() => app.close());
const post = (payload: string) =>
  app.inject({
    method: 'POST',
    url: '/v1/rewards',
    payload,
    headers: { 'content-type': 'application/json' },
  });

for (const [name, make] of Object.entries(HOSTILE_BODIES))
  test(`${name}: answered in the words of the table, and the next request is scored`, async () => {
    const { statusCode, body } = await post(make(400_000));
    const parsed = JSON.parse(body) as { error?: { code: string }; items?: { status: string }[] };
    assert.ok([200, 400, 413].includes(statusCode), `${statusCode} ${body.slice(0, 200)}`);
    assert.equal(statusCode === 200, parsed.error === undefined);
    assert.ok(body.length < 100_000, `${body.length} characters of reply`);
    const next = await post('{"prompt":"What is 2 + 2?","reference":"4","response":"4"}');
    assert.equal(next.json().items[0].reward, 1);
  });
