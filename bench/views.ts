/**
 * The dashboard over a large ledger: `npm run bench -- views`, or `node scripts/with-node.mjs bench/views.ts [--rewards 1000000]
 * [--home FOLDER] [--seconds 20] [--postgres]`. A folder that is named is kept, and used again. With `--postgres` the same rewards,
 * 300,000 of them by default, stand in a PostgreSQL of its own with the server's defaults. Times are those of the HTTP routes that the
 * views ask, medians of five, and of the first time. Then: rewards a second that a server makes alone, and while three people look, in turns.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../src/server/app.ts';
import { createRewardService } from '../src/service.ts';
import { Random } from '../src/spec/random.ts';
import { openStore } from '../src/store/open-store.ts';
import { fixtureGroup } from '../src/testing/fixture-group.ts';
import { noPostgres, privatePostgres } from '../src/testing/private-postgres.ts';

const { values } = parseArgs({
  options: {
    rewards: { type: 'string' },
    seconds: { type: 'string', default: '20' },
    home: { type: 'string' },
    postgres: { type: 'boolean', default: false },
  },
});
const total = Number(values.rewards ?? (values.postgres ? 300_000 : 1_000_000));
const seconds = Number(values.seconds);
const home = values.home ?? mkdtempSync(join(tmpdir(), 'rlar-views-'));
const KINDS = ['math.final-answer', 'code.unit-tests', 'translation', 'qa.short-answer'];
const GROUPS = 500;
const WORDS = Array.from({ length: 20_000 }, (_, index) => `w${(index * 7_919).toString(36)}`);

const reason = values.postgres ? noPostgres() : null;
if (reason) {
  console.error(reason);
  process.exit(1);
}
const postgres = values.postgres ? await privatePostgres() : null;
if (postgres) process.env.RLAR_DATABASE_URL = await postgres.database();
try {
  if (!existsSync(join(home, 'rlar.db'))) await fill();
  const app = await buildApp(await createRewardService({ home }), { bundle: async () => new Map() });
  await indexed(app);
  await views(app);
  await served(app);
  console.log(`memory of the server: ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
  await app.close();
} finally {
  await postgres?.stop();
  if (values.home === undefined) rmSync(home, { recursive: true, force: true });
}

/** Made-up rewards of four runs, four kinds and graded values, with texts of words that are rarer the later they come. */
async function fill(): Promise<void> {
  const store = await openStore({ home });
  const random = new Random(1);
  const begin = performance.now();
  for (let first = 0; first * 8 < total; first += GROUPS)
    await store.appendRewards(
      Array.from({ length: GROUPS }, (_, index) => {
        const number = first + index;
        const kind = KINDS[number % KINDS.length]!;
        const group = fixtureGroup(number, {
          run: `run-${Math.floor((first * 32) / total)}`,
          kind,
          characters: 100,
        });
        return {
          ...group,
          context: { ...group.context, step: Math.floor(number / 64) },
          entries: group.entries.map(({ rollout, reward }) => ({
            rollout: {
              ...rollout,
              text: `${Array.from({ length: 60 }, () => WORDS[Math.floor(WORDS.length * random.next() ** 3)]).join(' ')} ${rollout.text}`,
            },
            reward:
              kind === 'translation' ? { ...reward, reward: Math.round(random.next() * 100) / 100 } : reward,
          })),
        };
      }),
    );
  console.log(`${total} rewards appended in ${Math.round((performance.now() - begin) / 1_000)} s`);
  await store.close();
}

/** Waits until every text can be searched. */
async function indexed(app: FastifyInstance): Promise<void> {
  const begin = performance.now();
  await app.inject('/v1/runs');
  console.log(`facts filled, and the first view, in ${((performance.now() - begin) / 1_000).toFixed(1)} s`);
  for (;;) {
    const { behind } = (await app.inject('/v1/rewards?q=hens&limit=1')).json();
    if (behind === 0) break;
  }
  console.log(`texts indexed in ${Math.round((performance.now() - begin) / 1_000)} s`);
}

async function views(app: FastifyInstance): Promise<void> {
  for (const url of [
    '/v1/runs',
    '/v1/rewards?limit=100',
    '/v1/rewards?limit=100&run=run-1&kind=translation&sort=lowest',
    '/v1/rewards?limit=100&tool=final-number&flag=reviewed&sort=longest',
    '/v1/rewards?limit=100&status=failed',
    '/v1/runs/run-1',
    '/v1/series?run=run-1',
    '/v1/series?run=run-1&by=kind',
    '/v1/histogram?run=run-1',
    '/v1/groups?limit=100',
    '/v1/groups?limit=100&run=run-2&sort=spread',
    '/v1/groups?limit=100&kind=code&sort=length',
    `/v1/rewards?limit=50&q=${WORDS[3]}`,
    `/v1/rewards?limit=50&q=${WORDS[19_000]}`,
    `/v1/rewards?limit=50&q=${WORDS[3]}+${WORDS[15_000]}`,
    `/v1/rewards?limit=50&q=${WORDS[3]}&kind=translation&sort=oldest`,
    '/v1/rewards?limit=50&q=%22hens+are+left%22',
    '/v1/rewards?limit=50&q=nothingatall',
  ]) {
    const times: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const begin = performance.now();
      const reply = await app.inject(url);
      if (reply.statusCode !== 200) throw new Error(`${url}: ${reply.body.slice(0, 300)}`);
      times.push(performance.now() - begin);
    }
    const sorted = times.toSorted((one, other) => one - other);
    console.log(
      `${url}: ${sorted[2]!.toFixed(0)} ms (first ${times[0]!.toFixed(0)}, slowest ${sorted[4]!.toFixed(0)})`,
    );
  }
}

/** Rewards a second, alone and while three people look, in turns so that a busy machine touches both alike. */
async function served(app: FastifyInstance): Promise<void> {
  const made = { alone: 0, looked: 0 };
  const turns = 6;
  for (let turn = 0; turn < turns; turn += 1) {
    const how = turn % 2 === 0 ? 'alone' : 'looked';
    const end = performance.now() + (seconds * 1_000) / turns;
    const looking = how === 'alone' ? [] : Array.from({ length: 3 }, (_, person) => look(app, person, end));
    made[how] += await score(app, turn, end);
    await Promise.all(looking);
  }
  const rate = (count: number) => Math.round(count / (seconds / 2));
  const less = 100 * (1 - made.looked / made.alone);
  console.log(
    `served: ${rate(made.alone)} rewards/s alone, ${rate(made.looked)} while three look (${less.toFixed(1)} % less)`,
  );
}

async function score(app: FastifyInstance, turn: number, end: number): Promise<number> {
  let made = 0;
  for (let request = 0; performance.now() < end; request += 4)
    await Promise.all(
      Array.from({ length: 4 }, async (_, index) => {
        const groups = Array.from({ length: 8 }, (_, at) => ({
          prompt: `What is ${request + index} + ${at}?`,
          reference: String(request + index + at),
          responses: Array.from(
            { length: 8 },
            (_, rollout) => `It is ${request + index + at + (rollout % 2)}.`,
          ),
        }));
        const reply = await app.inject({
          method: 'POST',
          url: '/v1/rewards',
          headers: { 'content-type': 'application/json' },
          payload: JSON.stringify({ run: 'served', step: turn, groups }),
        });
        if (reply.statusCode !== 200) throw new Error(reply.body.slice(0, 300));
        made += 64;
      }),
    );
  return made;
}

/** Somebody who looks: a view, some seconds to read it, the next one. */
async function look(app: FastifyInstance, person: number, end: number): Promise<void> {
  const urls = [
    '/v1/runs',
    `/v1/series?run=run-${person}&by=kind`,
    `/v1/groups?run=run-${person}&sort=spread&limit=100`,
    `/v1/rewards?run=run-${person}&sort=lowest&limit=100`,
  ];
  await pause(300 * person);
  for (let at = 0; performance.now() < end; at += 1) {
    await app.inject(urls[at % urls.length]!);
    await pause(Math.max(0, Math.min(2_000, end - performance.now())));
  }
}
