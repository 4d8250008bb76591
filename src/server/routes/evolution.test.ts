import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { addEvent, emptyState, writeState } from '../../evolution/loop/state.ts';
import { createRewardService } from '../../service.ts';
import { openFeedback, withHomeFiles } from '../../store/open-registry.ts';
import { buildApp } from '../app.ts';

const home = mkdtempSync(join(tmpdir(), 'rlar-feedback-'));
after(() => rmSync(home, { recursive: true, force: true }));

test('a verdict, a pair and a click are recorded beside rewards that stay as they are; events are told', async () => {
  const app = await buildApp(await createRewardService({ home }));
  const row = { prompt: 'What is 2 + 2?', reference: '4', responses: ['4', '5'] };
  const { items } = (await app.inject({ method: 'POST', url: '/v1/rewards', payload: row })).json();
  const [one, other] = items.map(({ record }: { record: string }) => record);
  const say = async (payload: object) =>
    (await app.inject({ method: 'POST', url: '/v1/feedback', payload })).json();
  assert.deepEqual(await say({ record: one, correct: false, by: 'ada', note: 'it guessed' }), {
    recorded: 1,
  });
  assert.deepEqual(
    await say({
      items: [
        { chosen: one, rejected: other },
        { record: other, action: 'copied', exposure: 0.25 },
      ],
    }),
    { recorded: 2 },
  );
  for (const [wrong, code] of [
    [{ record: 'r999', correct: true }, 'RLAR_NOT_FOUND'],
    [
      {
        items: [
          { record: one, correct: true },
          { record: 'no such', correct: true },
        ],
      },
      'RLAR_NOT_FOUND',
    ],
    [{ record: one, correct: 'yes' }, 'RLAR_INVALID_REQUEST'],
    [{ record: one, action: 'copied', exposure: 0 }, 'RLAR_INVALID_REQUEST'],
    [{ chosen: one, rejected: one }, 'RLAR_INVALID_REQUEST'],
    [{ items: [{ chosen: one, rejected: one }] }, 'RLAR_INVALID_REQUEST'],
    [{ items: [] }, 'RLAR_INVALID_REQUEST'],
    [{}, 'RLAR_INVALID_REQUEST'],
  ] as const)
    assert.equal((await say(wrong)).error.code, code, JSON.stringify(wrong));
  for (const [wrong, field] of [
    [{ record: one, correct: 'yes' }, /^correct: /],
    [{ record: one }, /^(?:correct|action): /],
    [{ chosen: one, rejected: one }, /^rejected: is the same record/],
    [
      {
        items: [
          { record: one, correct: true },
          { record: one, correct: 3 },
        ],
      },
      /^items\.1\.correct: /,
    ],
  ] as const)
    assert.match((await say(wrong)).error.message, field, JSON.stringify(wrong));
  const feedback = await openFeedback(home);
  assert.deepEqual(
    (await feedback.list()).map(({ sort, correct, by, body }) => [sort, correct, by, body.text]),
    [
      ['verdict', false, 'ada', '4'],
      ['pair', null, 'user', '4'],
      ['click', null, 'user', '5'],
    ],
  );
  await feedback.close();
  const explained = await app.inject({ method: 'GET', url: `/v1/rewards/${one}` });
  assert.equal(explained.json().reward?.reward ?? explained.json().reward, 1, 'the reward stays');

  const state = emptyState();
  addEvent(state, 'alarm', 'one\nline', { watch: 'precision' });
  addEvent(state, 'made', 'two');
  await withHomeFiles(home, (files) => writeState(files, state, null));
  assert.equal((await app.inject('/v1/evolution')).json().alarms.length, 1);
  const reply = await app.inject({
    method: 'GET',
    url: '/v1/events',
    headers: { 'last-event-id': '1' },
    payloadAsStream: true,
  });
  let heard = '';
  for await (const part of reply.stream()) {
    heard += String(part);
    if (heard.includes('data:')) break;
  }
  assert.match(heard, /^: events\n\nid: 2\nevent: made\ndata: \{"number":2,.*\}\n\n$/);
  await app.close();
});

test('a recorded reward tells what its run declared for responses that cannot be scored', async () => {
  const app = await buildApp(await createRewardService({ home: join(home, 'worth') }));
  const row = { prompt: 'What is 2 + 2?', reference: '4', responses: ['4', 'My guess: 4?'] };
  const payload = { run: 'w', unscorable: -1, groups: [row] };
  const { items } = (await app.inject({ method: 'POST', url: '/v1/rewards', payload })).json();
  const told = [];
  for (const { record, worth } of items)
    told.push([worth, (await app.inject(`/v1/rewards/${record}`)).json().reward.worth]);
  assert.deepEqual(told, [
    [undefined, undefined],
    [-1, -1],
  ]);
  await app.close();
});

test('where nothing is recorded there is nothing to give feedback on', async () => {
  const app = await buildApp(await createRewardService());
  const reply = await app.inject({
    method: 'POST',
    url: '/v1/feedback',
    payload: { record: 'r1', correct: true },
  });
  assert.equal(reply.json().error.code, 'RLAR_NOT_FOUND');
  for (const url of ['/v1/events', '/v1/events?after=0'])
    assert.equal((await app.inject(url)).statusCode, 404, url);
  await app.close();
});
