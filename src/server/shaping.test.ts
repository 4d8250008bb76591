/** Every shape, switched on over HTTP: it changes a reward as its formula says, is recorded, and is made again. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parseConfig } from '../config.ts';
import { defineTool } from '../index.ts';
import { createRewardService } from '../service.ts';
import type { Reward } from '../spec/reward.ts';
import { SHAPE_NAMES } from '../spec/shaping.ts';
import type { SLOTS } from '../spec/slots.ts';
import { scored } from '../spec/verdict.ts';
import { fc } from '../testing/fc.ts';
import { SHAPING_CASES } from '../testing/shaping-cases.ts';
import { buildApp } from './app.ts';
import { readUrlFields } from './trainers/url-fields.ts';

const home = mkdtempSync(join(tmpdir(), 'rlar-shaping-'));
after(() => rmSync(home, { recursive: true, force: true }));

/** Says the number that stands behind its letter in a response: `c=1 f=0.5 q=0.2`. */
function reader(id: string, slot: (typeof SLOTS)[number]) {
  return defineTool({
    id,
    version: '1',
    title: id,
    description: `Reads the number behind ${id}=.`,
    type: 'verifier',
    slot,
    kinds: [],
    prepare:
      () =>
      ({ text }) =>
        scored(Number(new RegExp(`${id}=([0-9.]+)`).exec(text)?.[1] ?? 0)),
  });
}
/** Scores the whole as above, and two steps. */
const steps = defineTool({
  id: 's',
  version: '1',
  title: 'Steps',
  description: 'Says the same of two steps of every response.',
  type: 'verifier',
  slot: 'correctness',
  kinds: [],
  prepare:
    () =>
    ({ text }) => ({ status: 'scored', value: Number(text.slice(2)), evidence: {}, steps: [0.25, 0.75] }),
});
const tools = [
  reader('c', 'correctness'),
  reader('f', 'format'),
  reader('q', 'quality'),
  reader('p', 'quality'),
  steps,
];

const service = await createRewardService({ tools, home, threads: 1 });
const app = await buildApp(service);
after(() => app.close());

async function post(body: object) {
  const reply = await app.inject({ method: 'POST', url: '/v1/rewards', payload: body });
  return { status: reply.statusCode, body: reply.json() as { items: Reward[]; error?: { message: string } } };
}

for (const shape of SHAPE_NAMES) {
  const {
    settings,
    tools: pinned,
    sent,
    wanted,
    weights,
    stepRewards,
    extra,
    taskValue,
  } = SHAPING_CASES[shape];
  test(`${shape}, switched on by the first request of a run`, async () => {
    const groups = [
      {
        id: shape,
        prompt: `Try ${shape}.`,
        tools: pinned,
        responses: extra ? sent.map((text, index) => ({ text, extra_info: extra[index] })) : sent,
      },
    ];
    const context = { run: `with ${shape}`, step: 10 };
    const { status, body } = await post({
      ...context,
      shaping: { '*': [{ shape, ...settings }] },
      groups,
    });
    assert.equal(status, 200, JSON.stringify(body));
    for (const [index, reward] of body.items.entries()) {
      assert.ok(Math.abs(reward.reward! - wanted[index]!) < 0.02, `${reward.reward} is not ${wanted[index]}`);
      assert.equal(reward.weight ?? 1, weights?.[index] ?? 1);
      assert.equal(reward.shaped?.steps[0]?.shape, shape);
      assert.equal(reward.shaped?.task_value, taskValue);
      assert.equal(reward.step_rewards?.length, stepRewards?.[index]?.length);
      for (const [at, value] of (reward.step_rewards ?? []).entries())
        assert.ok(Math.abs(value - stepRewards![index]![at]!) < 1e-9);
    }
    const again = await post({ ...context, groups });
    const earned = (items: readonly Reward[]) => items.map(({ reward, weight }) => [reward, weight]);
    assert.deepEqual(
      earned(again.body.items),
      earned(body.items),
      'what the first request said holds for the run',
    );
    const plain = await post({ run: `without ${shape}`, step: 10, groups });
    const changes = JSON.stringify(
      plain.body.items.map(({ reward, flags, weight, step_rewards }) => [
        reward,
        flags,
        weight,
        step_rewards,
      ]),
    );
    assert.notEqual(
      changes,
      JSON.stringify(
        body.items.map(({ reward, flags, weight, step_rewards }) => [reward, flags, weight, step_rewards]),
      ),
    );
    assert.ok(plain.body.items.every(({ shaped }) => shaped === undefined));

    // A trainer that sends the same samples in its own protocol gets the same numbers: the run says how they are shaped.
    const labels = sent.map((_, index) =>
      JSON.stringify({ tools: pinned, group: shape, ...(extra && { extra_info: extra[index] }) }),
    );
    const prompt = `Try ${shape}.`;
    const adapted = await app.inject({
      method: 'POST',
      url: `/get_reward?run=${encodeURIComponent(context.run)}&step=10`,
      payload: { query: sent.map((text) => `${prompt}${text}`), prompts: sent.map(() => prompt), labels },
    });
    assert.deepEqual(
      (adapted.json() as { rewards: number[] }).rewards,
      body.items.map(({ reward }) => reward),
    );

    const [recorded] = await Array.fromAsync(service.store!.scanGroups({ run: `with ${shape}` }));
    const [made] = await service.replay([recorded!], 'same');
    assert.deepEqual(
      made!.map(({ reward, shaped, weight }) => ({ reward, shaped, weight })),
      body.items.map(({ reward, shaped, weight }) => ({ reward, shaped, weight })),
    );
  });
}

test('a list that contradicts itself is refused with what to choose', async () => {
  const shaping = { '*': [{ shape: 'length-gate' }, { shape: 'canon' }] };
  const groups = [{ prompt: 'Try.', tools: ['c'], response: 'c=1' }];
  const { status, body } = await post({ run: 'both', shaping, groups });
  assert.equal(status, 400);
  assert.match(body.error?.message ?? '', /canon: length-gate judges length already; choose one/);
});

test('a rollout without a reward keeps none, and its group is shaped without it', async () => {
  const groups = [{ prompt: 'Write a poem about rain.', responses: ['Rain.', 'More rain.'] }];
  const { body } = await post({ shaping: { '*': [{ shape: 'length-gate' }] }, groups });
  assert.deepEqual(
    body.items.map(({ reward, shaped }) => [reward, shaped]),
    [
      [null, undefined],
      [null, undefined],
    ],
  );
});

test('steps that are no finite numbers are no verdict', async () => {
  const broken = defineTool({
    ...{ id: 'broken', version: '1', title: 'Broken', description: 'Broken', type: 'verifier' as const },
    ...{ slot: 'correctness' as const, kinds: [] },
    prepare: () => () => ({ status: 'scored', value: 1, evidence: {}, steps: [1, Number.NaN] }),
  });
  const own = await createRewardService({ tools: [broken], threads: 1 });
  const [reward] = await own.reward({ prompt: 'Try.', tools: ['broken'], response: 'x' });
  assert.deepEqual([reward!.status, reward!.error?.code], ['failed', 'RLAR_TOOL_INVALID_RESULT']);
  await own.close();
});

test('how numbers are written, strict calls and partial credit are settings of a run, both ways, and a later request changes none', async () => {
  const money = 'What do five things cost at 250 euro each? Give the number.';
  const price = { prompt: money, reference: '1250', responses: ['#### 1.250', '#### 1250', '#### 1,250'] };
  const small = { prompt: `${money} `, reference: '1,250', responses: ['#### 1.25'] };
  const calls = ['Rome', 'Oslo'].map((city) => ({ name: 'weather', arguments: { city } }));
  const said = (order: readonly number[]) => JSON.stringify(order.map((index) => calls[index]));
  const asked = { prompt: 'Get the weather.', expected_calls: calls };
  const call = { ...asked, responses: [said([0, 1]), said([1, 0]), said([0])] };
  const groups = [price, small, call];
  const rewards = async (settings: object) => {
    const { body } = await post({ ...settings, groups });
    return { given: body.items.map(({ reward }) => reward), body: body as { warnings?: string[] } };
  };
  const plain = [0, 1, 1, 0, 1, 1, 0];
  assert.deepEqual((await rewards({ run: 'n' })).given, plain);
  const strict = { number_locale: 'de', strict_tool_calls: true };
  const german = [1, 1, 0, 1, 1, 0, 0];
  assert.deepEqual((await rewards({ run: 'g', ...strict })).given, german);
  const { given } = await rewards({ run: 'p', ...strict, partial_credit: true });
  assert.deepEqual(given.slice(0, 5), german.slice(0, 5));
  assert.deepEqual(given.slice(5), [0.6, 0.5]);
  assert.deepEqual((await rewards({ number_locale: 'en', partial_credit: false })).given, plain);
  const later = await rewards({ run: 'g', number_locale: 'en', strict_tool_calls: false });
  assert.deepEqual(later.given, german);
  assert.match(later.body.warnings![0]!, /^not taken: strict_tool_calls, number_locale;/);
  for (const number_locale of ['germanish', 'fa', '', 5]) {
    const refused = await post({ run: 'r', number_locale, groups });
    assert.equal(refused.status, 400, String(number_locale));
  }
  const own = await post({ run: 'g', groups: [{ ...price, tools: ['final-number?mark=.'] }] });
  assert.deepEqual(
    own.body.items.map(({ reward }) => reward),
    plain.slice(0, 3),
  );
});

test('a misspelt kind is refused, and settings that a run does not take are named', async () => {
  const groups = [{ prompt: 'Try again.', tools: ['c'], responses: ['c=1', 'c=0'] }];
  const shaping = { '*': [{ shape: 'tiers', edges: [0.5], values: [0, 2] }] };
  const { status, body } = await post({ run: 'slip', shaping: { 'maths.proof': shaping['*'] }, groups });
  assert.equal(status, 400);
  assert.match(body.error!.message, /maths\.proof: there is no such kind; did you mean math\?/);
  const first = await post({ run: 'kept', shaping, groups });
  assert.equal((first.body as { warnings?: string[] }).warnings, undefined);
  const later = await post({ run: 'kept', shaping: { '*': [] }, form_only: true, groups });
  assert.deepEqual(
    later.body.items.map(({ reward }) => reward),
    [2, 0],
  );
  assert.match((later.body as { warnings?: string[] }).warnings![0]!, /^not taken: form_only, shaping;/);
  const same = await post({ run: 'kept', shaping, groups });
  assert.equal((same.body as { warnings?: string[] }).warnings, undefined);
});

test('partial credit over HTTP: said by a run, by a URL, or not, and a later request of the run changes nothing', async () => {
  const calls = ['Rome', 'Oslo'].map((city) => ({ name: 'weather', arguments: { city } }));
  const responses = [JSON.stringify(calls), JSON.stringify(calls.slice(0, 1)), '[]'];
  const groups = [{ prompt: 'Get the weather.', expected_calls: calls, responses }];
  const rewards = async (settings: object) => {
    const { body } = await post({ ...settings, groups });
    return [body.items.map(({ reward }) => reward), (body as { warnings?: string[] }).warnings?.[0] ?? ''];
  };
  assert.deepEqual(await rewards({ run: 'all' }), [[1, 0, 0], '']);
  assert.deepEqual(await rewards({ run: 'share', partial_credit: true }), [[1, 0.5, 0], '']);
  const [given, warning] = await rewards({ run: 'share', partial_credit: false });
  assert.deepEqual(given, [1, 0.5, 0]);
  assert.match(String(warning), /^not taken: partial_credit;/);
  assert.deepEqual(await rewards({ partial_credit: true }), [[1, 0.5, 0], '']);
  assert.equal((await post({ run: 'bad', partial_credit: 'yes', groups })).status, 400);
  assert.equal(readUrlFields({ partial_credit: 'true' }).context.partial_credit, true);
  assert.throws(() => readUrlFields({ partial_credit: 'half' }), { code: 'RLAR_INVALID_REQUEST' });
});

test('property: a number in an address is what it says, and a text that is none is refused, never 0', () => {
  const names = ['unscorable', 'no_reward', 'step', 'epoch', 'group_size'] as const;
  const odd = fc.constantFrom(
    '',
    ' ',
    '0x0',
    '0b0',
    '0o0',
    '-',
    '.',
    'e0',
    '1,000',
    '1_000',
    'NaN',
    'Infinity',
    '1e999',
    '٣',
    '\t0',
  );
  fc.assert(
    fc.property(fc.constantFrom(...names), odd, (name, text) => {
      assert.throws(
        () => readUrlFields({ [name]: text }),
        { code: 'RLAR_INVALID_REQUEST' },
        `${name}=${text}`,
      );
    }),
  );
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, max: 0.999 }), (value) => {
      const { context, noReward } = readUrlFields({ unscorable: String(value), no_reward: String(value) });
      assert.deepEqual([context.unscorable, noReward], [value, value]);
    }),
  );
});

test('an unscorable response is worth less than a right one, whoever says it', async () => {
  const groups = [{ prompt: 'Try again.', tools: ['c'], responses: ['c=1'] }];
  for (const unscorable of [1, 1.5, 1e9]) {
    const { status, body } = await post({ run: 'dear', unscorable, groups });
    assert.equal(status, 400);
    assert.match(body.error!.message, /unscorable: must be below 1/);
    assert.throws(() => readUrlFields({ unscorable: String(unscorable) }), { code: 'RLAR_INVALID_REQUEST' });
    assert.throws(() => parseConfig({ unscorable }), { code: 'RLAR_INVALID_CONFIG' });
  }
  assert.equal((await post({ run: 'dear', unscorable: -1, groups })).status, 200);
});
