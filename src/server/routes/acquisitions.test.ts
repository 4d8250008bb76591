import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import fastify from 'fastify';
import { Acquisitions } from '../../agents/acquisitions/acquisitions.ts';
import { isForModel } from '../../agents/acquisitions/any-request.ts';
import { acquireSettings } from '../../agents/acquisitions/settings.ts';
import { createRewardService } from '../../service.ts';
import { AgentDesk } from '../agent-desk.ts';
import { buildApp } from '../app.ts';
import { acquisitionRoutes } from './acquisitions.ts';

const groups = [{ prompt: 'Write a rhyme.', constraints: [{ id: 'style:rhyme' }], responses: ['a', 'b'] }];

function homeFor(context: TestContext): string {
  const home = mkdtempSync(join(tmpdir(), 'rlar-routes-'));
  context.after(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

test('an acquisition is taken at once, works in the background, and scoring goes on meanwhile', async (context) => {
  const service = await createRewardService();
  const app = fastify();
  app.setSerializerCompiler(() => (body) => JSON.stringify(body));
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const acquisitions = new Acquisitions({
    home: homeFor(context),
    settings: acquireSettings.parse({}),
    keepTexts: true,
    openModel: async () => ({ name: 'tiny', complete: () => Promise.reject(new Error('not asked')) }),
    library: () => service.library,
    keep: async () => {},
    acquire: async (request, _model, { onEvent }) => {
      assert.ok(!isForModel(request));
      const { queries, rollouts } = request;
      assert.equal(queries.length, 1);
      assert.deepEqual(
        rollouts.map(({ good }) => good),
        [null, null],
      );
      onEvent({ step: 'design', checkable: false, summary: 'rhymes', unchecked: 'taste' });
      await released;
      return { outcome: 'not-checkable', reason: 'taste' };
    },
  });
  const desk = new AgentDesk(service, true, () => acquisitions);
  acquisitionRoutes(app, service, desk);
  context.after(async () => {
    await app.close();
    await desk.close();
    await service.close();
  });
  const ask = () =>
    app.inject({ method: 'POST', url: '/v1/acquisitions', payload: { constraint: 'style:rhyme', groups } });
  const first = await ask();
  assert.equal(first.statusCode, 202);
  const { id } = first.json();
  assert.equal(first.headers.location, `/v1/acquisitions/${id}`);
  assert.equal((await ask()).json().id, id);
  const [rewards] = await service.score({
    context: {},
    groups: [
      {
        query: {
          messages: [],
          references: ['4'],
          constraints: [],
          hints: {},
          kind: 'math.final-number',
        },
        rollouts: [{ text: '4' }],
      },
    ],
  });
  assert.equal(rewards?.[0]?.reward, 1);
  assert.equal((await app.inject(`/v1/acquisitions/${id}`)).json().status, 'running');

  const { done } = await acquisitions.resume(id);
  release();
  await done;
  const shown = (await app.inject(`/v1/acquisitions/${id}`)).json();
  assert.equal(shown.status, 'not-checkable');
  assert.deepEqual(shown.events[0].step, 'design');
  const { acquisitions: listed } = (await app.inject('/v1/acquisitions')).json();
  assert.deepEqual(
    listed.map((entry: { id: string }) => entry.id),
    [id],
  );
});

test('what cannot be acquired is said at once', async (context) => {
  const app = await buildApp(await createRewardService({ home: homeFor(context) }));
  context.after(() => app.close());
  const ask = async (payload: object) => {
    const reply = await app.inject({ method: 'POST', url: '/v1/acquisitions', payload });
    return [reply.statusCode, reply.json().error?.code];
  };
  assert.deepEqual(await ask({ constraint: 'style:rhyme', groups }), [501, 'RLAR_MODEL_MISSING']);
  assert.deepEqual(await ask({ groups }), [400, 'RLAR_INVALID_REQUEST']);
  assert.deepEqual(await ask({ kind: 'a', constraint: 'b', groups }), [400, 'RLAR_INVALID_REQUEST']);
  assert.deepEqual(await ask({ constraint: 'b', type: 'reward-model', groups }), [
    400,
    'RLAR_INVALID_REQUEST',
  ]);
  assert.deepEqual(await ask({ kind: 'chat', type: 'verifier', groups }), [400, 'RLAR_INVALID_REQUEST']);
  assert.deepEqual(await ask({ kind: 'No Kind', groups }), [400, 'RLAR_INVALID_REQUEST']);
  assert.deepEqual(await ask({ kind: 'writing', groups: [] }), [400, 'RLAR_INVALID_REQUEST']);
  assert.deepEqual(await ask({ kind: 'writing', groups: [{ prompt: 7 }] }), [400, 'RLAR_INVALID_GROUP']);
  assert.equal((await app.inject('/v1/acquisitions/none')).statusCode, 404);
  assert.deepEqual((await app.inject('/v1/acquisitions')).json(), { acquisitions: [] });
});

test('without a home there are no acquisitions', async (context) => {
  const app = await buildApp(await createRewardService());
  context.after(() => app.close());
  const reply = await app.inject('/v1/acquisitions');
  assert.equal(reply.json().error.code, 'RLAR_INVALID_CONFIG');
});
