import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import fastify from 'fastify';
import { PolicyDesk } from '../../agents/policy-agent/policy-desk.ts';
import { workOnPolicy } from '../../agents/policy-agent/work-on-policy.ts';
import { parseConfig } from '../../config.ts';
import { publishDecisions } from '../../library/registry/publish-decisions.ts';
import { createRewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import { choicesIn } from '../../testing/choosing-agent.ts';
import { scriptedModel } from '../../testing/scripted-model.ts';
import { buildApp } from '../app.ts';
import { policyRoutes } from './policy.ts';

const groups = [{ prompt: 'Write a short story about a lamp.', kind: 'writing', responses: ['It shone.'] }];

async function serverOf(
  context: TestContext,
  more: object = {},
  model = scriptedModel(({ prompt }) => ({ decisions: choicesIn(prompt) })),
) {
  const home = mkdtempSync(join(tmpdir(), 'rlar-policy-'));
  const service = await createRewardService({ home, ...more });
  const app = fastify();
  app.setSerializerCompiler(() => (body) => JSON.stringify(body));
  const desk = new PolicyDesk(
    parseConfig({ home }),
    () => service.refreshLibrary(),
    async (work) => {
      const outcome = await workOnPolicy(work, service.library, model, {
        publish: async (made) => {
          await publishDecisions({ home }, made, { by: 'policy' });
          return service.refreshLibrary();
        },
      });
      return { ...outcome, usage: model.usage };
    },
  );
  const calls = policyRoutes(app, service, () => desk);
  context.after(async () => {
    await app.close();
    await service.close();
    rmSync(home, { recursive: true, force: true });
  });
  const score = () =>
    service.score({
      context: {},
      groups: [
        {
          query: {
            messages: [{ role: 'user', content: groups[0]!.prompt }],
            references: [],
            constraints: [],
            hints: {},
            kind: 'writing',
          },
          rollouts: [{ text: 'It shone.' }],
        },
      ],
    });
  return { app, desk, model, calls, score };
}

test('without a language model nothing is promised: the error says what to set', async () => {
  const home = mkdtempSync(join(tmpdir(), 'rlar-policy-'));
  const service = await createRewardService({ home });
  const app = fastify();
  app.setSerializerCompiler(() => (body) => JSON.stringify(body));
  policyRoutes(app, service, () => new PolicyDesk(parseConfig({ home }), async () => service.library));
  await assert.rejects(async () => {
    const { body } = await app.inject({ method: 'POST', url: '/v1/policy', payload: { groups } });
    throw new Error(body);
  }, /no language model|RLAR_MODEL_MISSING/);
  await app.close();
  await service.close();
  rmSync(home, { recursive: true, force: true });
});

test('decisions are made in the background and shown; the same is not asked twice', async (context) => {
  const { app, desk, model, calls } = await serverOf(context);
  const first = await app.inject({ method: 'POST', url: '/v1/policy', payload: { groups } });
  assert.equal(first.statusCode, 202, first.body);
  await desk.close();
  const shown = (await app.inject('/v1/policy')).json();
  assert.deepEqual(
    shown.templates.map(({ kind }: { kind: string }) => kind),
    ['writing'],
  );
  assert.deepEqual(shown.agent, {
    running: false,
    waiting: { prompts: 0, kinds: 0 },
    last: { named: 0, decided: 1, error: null },
  });
  assert.equal(calls(), 1);
  await app.inject({ method: 'POST', url: '/v1/policy', payload: { groups } });
  await desk.close();
  assert.equal(model.requests.length, 1);
  const empty = await app.inject({ method: 'POST', url: '/v1/policy', payload: { groups: [] } });
  assert.equal(empty.statusCode, 400);
});

test('a server that may asks by itself about what got no reward, and never while a reward is made', async (context) => {
  const watching = await serverOf(context, { acquire: { decide: true } });
  const [before] = await watching.score();
  assert.equal(before![0]!.assignment.rung, 'none');
  assert.equal(watching.model.requests.length, 0);
  assert.deepEqual((await watching.desk.state()).waiting, { prompts: 0, kinds: 1 });
  await watching.desk.start();
  const [after] = await watching.score();
  assert.equal(after![0]!.assignment.rung, 'agent');
  assert.equal(watching.model.requests.length, 1);
  const other = await serverOf(context);
  await other.score();
  assert.deepEqual((await other.desk.state()).waiting, { prompts: 0, kinds: 0 });
});

test('a model that fails is told in the state, and stops nothing', async (context) => {
  const broken = scriptedModel(() => new RlarError('RLAR_MODEL_UNREACHABLE', 'gone'));
  const { app, desk } = await serverOf(context, {}, broken);
  await app.inject({ method: 'POST', url: '/v1/policy', payload: { groups } });
  await desk.close();
  assert.match((await app.inject('/v1/policy')).json().agent.last.error, /RLAR_MODEL_UNREACHABLE: gone/);
});

test('the app has the routes, and bad bodies are named', async (context) => {
  const app = await buildApp(await createRewardService());
  context.after(() => app.close());
  assert.deepEqual((await app.inject('/v1/policy')).json().templates, []);
  const send = async (payload: object) =>
    (await app.inject({ method: 'POST', url: '/v1/policy', payload })).json().error?.code;
  assert.equal(await send({ groups: [] }), 'RLAR_INVALID_REQUEST');
  assert.equal(await send({ groups: [{ prompt: 7 }] }), 'RLAR_INVALID_GROUP');
});
