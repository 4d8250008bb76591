/** A response that is none costs itself alone, over every face; the tools judge the others of its group as if it were not there. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { defineTool } from '../index.ts';
import { batchRows, requestsOf } from '../intake/batch-rows.ts';
import { readFile } from '../intake/read-file.ts';
import { readRow } from '../intake/read-row.ts';
import { buildApp } from '../server/app.ts';
import { createRewardService } from '../service.ts';
import type { JsonValue } from '../spec/json.ts';
import type { Reward } from '../spec/reward.ts';
import { scored } from '../spec/verdict.ts';
import { fc } from '../testing/fc.ts';
import { send } from '../testing/trainer-requests.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-refused-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What the tools were shown. */
const seen: string[][] = [];
const share = defineTool({
  id: 'own-share',
  version: '1',
  title: 'share',
  description: 'The share of the group that says the same.',
  type: 'metric',
  slot: 'quality',
  kinds: [],
  batch: 'group',
  prepare: () => ({
    score: (all) => {
      seen.push(all.map(({ text }) => text));
      return all.map(({ text }) => scored(all.filter((other) => other.text === text).length / all.length));
    },
  }),
});
const home = join(folder, 'home');
const service = await createRewardService({
  home,
  threads: 1,
  tools: [share],
  limits: { textCharacters: 100 },
});
const app = await buildApp(service);
after(() => app.close());

const QUERY = { prompt: 'Say what the others say.', tools: ['own-share'] };
const NONE: readonly JsonValue[] = [
  null,
  5,
  true,
  {},
  { text: 7 },
  { text: null },
  [1],
  { foo: 'x' },
  [null],
];
const TOO_LONG = 'x'.repeat(101);

type Line = [status: string, reward: number | null, code: string | undefined, cause: string | undefined];
const line = ({ status, reward, error, cause }: Reward): Line => [status, reward, error?.code, cause];

/** What each response of a group is to get. */
function expected(responses: readonly JsonValue[]): Line[] {
  const readable = responses.filter((given) => given === 'red' || given === 'blue');
  return responses.map((given): Line => {
    const same = readable.filter((other) => other === given).length;
    if (same > 0) return ['scored', same / readable.length, undefined, undefined];
    return ['failed', null, given === TOO_LONG ? 'RLAR_TEXT_TOO_LONG' : 'RLAR_INVALID_RESPONSE', 'output'];
  });
}

const responses = fc.array(fc.constantFrom<JsonValue>('red', 'blue', 'red', TOO_LONG, ...NONE), {
  minLength: 1,
  maxLength: 8,
});

/** Different in each request: the same bytes twice would get the first one's reply. */
let step = 0;

test('over HTTP, in process and from a file: each refused response costs itself, and no tool is shown it', async () => {
  await fc.assert(
    fc.asyncProperty(responses, async (given) => {
      const wanted = expected(given);
      seen.length = 0;
      const row = { ...QUERY, responses: given };
      const { items } = (await send(app, '/v1/rewards', { step: step++, groups: [row] })).body as {
        items: Reward[];
      };
      assert.deepEqual(items.map(line), wanted);
      assert.deepEqual((await service.reward(row)).map(line), wanted);
      const file = join(folder, 'rows.jsonl');
      writeFileSync(file, `${JSON.stringify(row)}\n`);
      for await (const batch of batchRows(readFile(file), { hints: true }))
        for (const request of requestsOf(batch)) {
          const [rewards] = await service.score({
            context: {},
            groups: request.groups.map(({ group }) => group),
          });
          assert.deepEqual(rewards?.map(line), wanted);
        }
      const readable = given.filter((one) => one === 'red' || one === 'blue');
      assert.deepEqual(seen, readable.length > 0 ? [readable, readable, readable] : []);
      const isSplit = readable.length > 0 && readable.length < given.length;
      for (const { flags } of items) assert.equal(flags.includes('group_incomplete'), isSplit);
    }),
    { numRuns: 60 },
  );
});

test('recorded groups with such responses are scored again to the same, twice', async () => {
  const { store } = service;
  assert.ok(store);
  const groups = [];
  for await (const group of store.scanGroups({ origin: 'scored' })) groups.push(group);
  assert.ok(groups.length > 60);
  for (let time = 0; time < 2; time += 1)
    for (const [index, rewards] of (await service.replay(groups, 'same')).entries())
      assert.deepEqual(
        rewards.map(line),
        groups[index]!.records.map(({ reward }) => line(reward)),
      );
});

test('trainers that send samples: one of them is no text, and the others get their rewards', async () => {
  const prompt = 'What is 6 * 7?';
  for (const none of NONE) {
    const samples = ['42', none, '41'].map((response) => ({ prompt, response, label: '42' }));
    const slime = await send(app, '/slime?no_reward=neutral', samples);
    assert.deepEqual([slime.status, slime.text], [200, '[1.0,0.5,0.0]'], JSON.stringify(none));
    const query = ['42', none, '41'].map((said) => (typeof said === 'string' ? prompt + said : said));
    const body = { query, prompts: [prompt, prompt, prompt], labels: ['42', '42', '42'] };
    const openrlhf = await send(app, '/get_reward?no_reward=neutral', body);
    assert.deepEqual((openrlhf.body as { rewards: number[] }).rewards, [1, 0.5, 0], JSON.stringify(none));
  }
});

test('ids, labels and finish reasons stay with the responses that they were sent with', () => {
  const read = readRow({
    prompt: 'Which?',
    id: 'q',
    responses: ['a', null, 'b', { id: 'own', text: 3 }],
    correct: [true, null, false, true],
    finish_reason: ['stop', 'length', 'stop', 'stop'],
  });
  if (!read.ok) assert.fail(read.reason);
  const { group, labels } = read.row;
  assert.deepEqual(
    group.rollouts.map(({ id, text, finish_reason }) => [id, text, finish_reason]),
    [
      ['q/0', 'a', 'stop'],
      ['q/1', '', 'length'],
      ['q/2', 'b', 'stop'],
      ['own', '', 'stop'],
    ],
  );
  assert.deepEqual(labels, [true, null, false, true]);
  assert.match(group.rollouts[1]!.unreadable ?? '', /null is no response: expected a text/);
});
