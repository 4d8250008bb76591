/** The same rows get the same rewards over every face, in any order and batching, after a restart and in two processes. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { UserTool } from './config.ts';
import { readRow } from './intake/read-row.ts';
import { buildApp } from './server/app.ts';
import { createRewardService, type RewardService } from './service.ts';
import type { Group } from './spec/wire.ts';
import { fc } from './testing/fc.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-identity-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Tools that look at what each sample's own row held, one of them at the whole group. */
const TOOLS = `
import { defineTool, scored, unscored } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
const tool = (id, more) =>
  defineTool({ id, version: '1', title: id, description: id, type: 'metric', slot: 'quality', kinds: [], ...more });
export default [
  tool('own-target', { prepare: () => ({ text, meta }) => scored(text === meta.extra.target ? 1 : 0) }),
  tool('own-level', {
    prepare: () => ({ meta }) => (meta.columns.level < 0 ? unscored('none') : scored(meta.columns.level / 10)),
  }),
  tool('own-share', {
    batch: 'group',
    prepare: () => ({
      score: (all) =>
        all.map(({ text, meta }) =>
          scored((meta.extra.weight * all.filter((other) => other.text === text).length) / all.length)),
    }),
  }),
];
`;
writeFileSync(join(folder, 'tools.mjs'), TOOLS);
const { default: tools } = (await import(join(folder, 'tools.mjs'))) as { default: UserTool[] };

interface Sample {
  readonly prompt: string;
  readonly response: string;
  readonly extra_info: { readonly target: string; readonly weight: number };
  readonly level: number;
  readonly tools?: string[];
  readonly reference?: string;
}

const QUERIES: readonly Pick<Sample, 'prompt' | 'tools' | 'reference'>[] = [
  { prompt: 'Say a colour.', tools: ['own-target'] },
  { prompt: 'Say another colour.', tools: ['own-target'] },
  { prompt: 'How high?', tools: ['own-level'] },
  { prompt: 'Say what the others say.', tools: ['own-share'] },
  { prompt: 'Tom has 6 bags with 7 apples each. How many apples does Tom have?', reference: '42' },
  { prompt: 'Write a poem about rain.' },
];
const GROUP = 4;
/** Rows of one query stand together, as the canonical groups have them. */
const ROWS: readonly Sample[] = QUERIES.flatMap((query, number) =>
  Array.from({ length: GROUP }, (_, index) => ({
    ...query,
    response: ['red', 'blue', 'red', '42'][index]!,
    extra_info: { target: index % 2 === 0 ? 'red' : 'green', weight: (index + 1) / 4 },
    level: (number + index) % 5 === 0 ? -1 : number + index,
  })),
);
const isOfGroup = ({ tools: pinned }: Sample) => pinned?.includes('own-share') === true;
type Rewards = ReadonlyMap<number, number | null>;
const CONTEXT = { run: 'r', step: 1 };

/** @returns the rows as groups of one query each, every sample with what its own row held */
function groupOf(members: readonly number[]): Group {
  const { response: _, extra_info: __, level: ___, ...query } = ROWS[members[0]!]!;
  const responses = members.map((row) => {
    const { response: text, extra_info, level } = ROWS[row]!;
    return { id: String(row), text, extra_info, columns: { level } };
  });
  const read = readRow({ ...query, responses });
  if (!read.ok) assert.fail(read.reason);
  return read.row.group;
}

function byQuery(rows: readonly number[]): number[][] {
  return [...Map.groupBy(rows, (row) => ROWS[row]!.prompt).values()];
}

const inOrder = ROWS.map((_, index) => index);
const alone = inOrder.filter((row) => !isOfGroup(ROWS[row]!));

async function inProcess(
  service: RewardService,
  batches: readonly (readonly number[][])[],
): Promise<Rewards> {
  const rewards = new Map<number, number | null>();
  for (const batch of batches) {
    const scored = await service.score({ context: CONTEXT, groups: batch.map(groupOf) });
    for (const { id, reward } of scored.flat()) rewards.set(Number(id), reward);
  }
  return rewards;
}

async function overHttp(app: FastifyInstance, batch: readonly (readonly number[])[]): Promise<Rewards> {
  const groups = batch.map((members) => {
    const { response: _, extra_info: __, level: ___, ...query } = ROWS[members[0]!]!;
    if (members.length === 1) return { ...ROWS[members[0]!]!, id: members[0] };
    const responses = members.map((row) => {
      const { response: text, extra_info, level } = ROWS[row]!;
      return { id: String(row), text, extra_info, columns: { level } };
    });
    return { ...query, responses };
  });
  const { items } = (await post(app, '/v1/rewards', { ...CONTEXT, groups })) as {
    items: { id: string; reward: number | null }[];
  };
  return new Map(items.map(({ id, reward }) => [Number(id), reward]));
}

async function post(app: FastifyInstance, url: string, payload: object): Promise<unknown> {
  const reply = await app.inject({ method: 'POST', url, payload });
  assert.equal(reply.statusCode, 200, reply.body);
  return reply.json();
}

function slimeSample(row: number): object {
  const { prompt, response, extra_info, level, ...rest } = ROWS[row]!;
  return {
    prompt: [{ role: 'user', content: prompt }],
    response,
    label: { ...rest, extra_info, columns: { level } },
  };
}

interface SlimeReply {
  readonly score: number;
  readonly no_reward: number;
}
const rewardOf = ({ score, no_reward }: SlimeReply): number | null => (no_reward === 1 ? null : score);
const SLIME = '/slime?run=r&step=1&reply=object&no_reward=neutral';

async function overSlime(app: FastifyInstance, rows: readonly number[]): Promise<Rewards> {
  const replies = (await post(app, SLIME, rows.map(slimeSample))) as SlimeReply[];
  return new Map(replies.map((reply, at) => [rows[at]!, rewardOf(reply)]));
}

/** One request a sample, as slime sends them; those of one query are gathered. */
async function overSlimeOneByOne(app: FastifyInstance, rows: readonly number[]): Promise<Rewards> {
  const url = `${SLIME}&group_window_ms=5000&group_size=${GROUP}`;
  const replies = await Promise.all(
    rows.map((row) => post(app, url, slimeSample(row)) as Promise<SlimeReply>),
  );
  return new Map(replies.map((reply, at) => [rows[at]!, rewardOf(reply)]));
}

async function overNemoGym(app: FastifyInstance, rows: readonly number[]): Promise<Rewards> {
  const rewards = new Map<number, number | null>();
  for (const row of rows) {
    const { prompt, response, reference, extra_info, level, ...rest } = ROWS[row]!;
    const reply = (await post(app, '/verify?run=r&step=1', {
      responses_create_params: { input: prompt },
      response: { output: [{ type: 'message', role: 'assistant', content: response }] },
      ...(reference && { expected_answer: reference }),
      ...(Object.keys(rest).length > 0 && { rlar: rest }),
      extra_info,
      level,
    })) as { reward: number; mask_sample: boolean };
    rewards.set(row, reply.mask_sample ? null : reply.reward);
  }
  return rewards;
}

/** The command, in a process of its own, on the same home. */
function overFile(home: string, rows: readonly number[]): Rewards {
  const [input, output, config] = ['rows.jsonl', 'out.jsonl', 'rlar.config.mjs'].map((name) =>
    join(folder, name),
  );
  writeFileSync(
    config!,
    `import tools from './tools.mjs';\nexport default { home: ${JSON.stringify(home)}, tools };\n`,
  );
  writeFileSync(input!, rows.map((row) => JSON.stringify({ ...ROWS[row], id: row, ...CONTEXT })).join('\n'));
  const main = new URL('./cli/main.ts', import.meta.url).pathname;
  const arguments_ = [main, 'score', input!, '--out', output!, '--config', config!];
  const ended = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...arguments_], {
    encoding: 'utf8',
    env: { ...process.env, RLAR_HOME: '' },
  });
  assert.equal(ended.status, 0, ended.stderr);
  const lines = readFileSync(output!, 'utf8').trim().split('\n');
  const rewards = lines.map((line) => JSON.parse(line) as { id: string; reward: number | null });
  assert.deepEqual(
    rewards.map(({ id }) => Number(id)),
    rows,
    'written in the order of the file',
  );
  return new Map(rewards.map(({ id, reward }) => [Number(id), reward]));
}

function agree(got: Rewards, wanted: Rewards, face: string): void {
  for (const [row, reward] of got) assert.equal(reward, wanted.get(row), `${face}, row ${row}`);
}

test('what the canonical groups earn is what each row asks for', async () => {
  const service = await createRewardService({ tools, threads: 1 });
  const rewards = await inProcess(service, [byQuery(inOrder)]);
  await service.close();
  const of = (prompt: string) =>
    inOrder.filter((row) => ROWS[row]!.prompt === prompt).map((row) => rewards.get(row));
  assert.deepEqual(of('Say a colour.'), [1, 0, 1, 0]);
  assert.deepEqual(of('How high?'), [0.2, 0.3, 0.4, null]);
  assert.deepEqual(of('Say what the others say.'), [0.25 / 2, 0.5 / 4, 0.75 / 2, 1 / 4]);
  assert.deepEqual(of(QUERIES[4]!.prompt), [0, 0, 0, 1]);
  assert.deepEqual(of('Write a poem about rain.'), [null, null, null, null]);
});

test('property: any order and batching, every face, restarts and two processes on one home: the same rewards', async () => {
  const home = join(folder, 'home');
  const config = { home, tools, threads: 1 };
  let [one, other] = [await createRewardService(config), await createRewardService(config)];
  let app = await buildApp(other);
  const wanted = await inProcess(one, [byQuery(inOrder)]);
  const order = fc.shuffledSubarray(inOrder, { minLength: ROWS.length });
  await fc.assert(
    fc.asyncProperty(order, fc.integer({ min: 1, max: 4 }), fc.boolean(), async (rows, size, restart) => {
      // The order of rollouts within a group is the group's own; the order of groups and their batches is free.
      const groups = byQuery(rows);
      const batches = Array.from({ length: Math.ceil(groups.length / size) }, (_, at) =>
        groups.slice(at * size, (at + 1) * size),
      );
      agree(await inProcess(one, batches), wanted, 'in process');
      const singles = rows.filter((row) => alone.includes(row));
      agree(
        await inProcess(
          one,
          singles.map((row) => [[row]]),
        ),
        wanted,
        'in process, one by one',
      );
      agree(await overHttp(app, groups), wanted, 'HTTP, groups');
      agree(
        await overHttp(
          app,
          singles.map((row) => [row]),
        ),
        wanted,
        'HTTP, rows',
      );
      agree(await overSlime(app, rows), wanted, 'slime, a list');
      agree(await overSlimeOneByOne(app, rows), wanted, 'slime, one by one');
      agree(await overNemoGym(app, singles.slice(0, 6)), wanted, 'NeMo Gym');
      if (!restart) return;
      await Promise.all([one.close(), app.close()]);
      [one, other] = [await createRewardService(config), await createRewardService(config)];
      app = await buildApp(other);
    }),
    { numRuns: 5 },
  );
  for (const rows of [
    inOrder.toReversed(),
    [...inOrder.filter((row) => row % 3 > 0), ...inOrder.filter((row) => row % 3 === 0)],
  ])
    agree(overFile(home, rows), wanted, 'the command');
  const groups = await Array.fromAsync(one.store!.scanGroups());
  assert.ok(groups.length > 100, String(groups.length));
  for (let time = 0; time < 2; time += 1)
    for (const [index, rewards] of (await one.rescore(groups, 'same')).entries())
      assert.deepEqual(
        rewards.map(({ reward }) => reward),
        groups[index]!.records.map(({ reward }) => reward.reward),
      );
  await Promise.all([one.close(), app.close()]);
});
