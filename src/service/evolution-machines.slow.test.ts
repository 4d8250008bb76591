/** The loop on machines that share a database and no folder: whoever goes on knows all that was known, and makes nothing twice. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { admitTool } from '../admission/added-tools/admit-tool.ts';
import { openLibrary } from '../admission/open-library.ts';
import { eraseFromLoop, waitingErasures } from '../evolution/loop/erasures.ts';
import { leaveWish, waitingWishes } from '../evolution/loop/inbox.ts';
import { LOOP_JOB } from '../evolution/loop/loop-job.ts';
import { runLoop } from '../evolution/loop/run-loop.ts';
import { evolutionSettings } from '../evolution/loop/settings.ts';
import { type EvolutionState, readState, STATE_FILE } from '../evolution/loop/state.ts';
import { allowAgain, stopLoop } from '../evolution/loop/stop-mark.ts';
import { hasVersion } from '../library/added-tools/tool-files.ts';
import { withRegistry } from '../library/registry/open-registry.ts';
import { publishTool } from '../library/registry/publish.ts';
import { stageTool } from '../library/registry/stage.ts';
import { createRewardService, type RewardService } from '../service.ts';
import { RlarError } from '../spec/errors.ts';
import { query } from '../spec/query.ts';
import { queryKey } from '../spec/query-key.ts';
import type { ToolCard } from '../spec/tool-card.ts';
import type { HomeFiles } from '../store/home-files.ts';
import { isHeld } from '../store/jobs.ts';
import { openFeedback, openHomeFiles, withHomeFiles, withJobs } from '../store/open-registry.ts';
import { overPostgres } from '../testing/over-postgres.ts';
import { sampleTool } from '../testing/sample-tool.ts';
import { evolutionPlace } from './evolution-place.ts';

const MAIN = join(import.meta.dirname, '../cli/main.ts');
const SETTINGS = { enabled: true, auditShare: 1, raisedShare: 1, everyMs: 200 };

const asked = (at: number) =>
  query.parse({ messages: [{ role: 'user', content: `puzzle ${at}` }], kind: 'puzzle.sample' });

/** Scores groups of one rollout, which a person calls right where the response is `good`. */
async function scoreLabelled(service: RewardService, home: string, from: number, to: number): Promise<void> {
  const groups = Array.from({ length: to - from }, (_, at) => ({
    query: asked(from + at),
    rollouts: [{ text: at % 2 === 0 ? 'good' : 'bad' }],
  }));
  // Whoever looks at a group finds what was said of it.
  const feedback = await openFeedback(home);
  await feedback.add(
    groups.map(({ query: one, rollouts: [rollout] }) => ({
      sort: 'gold',
      query: queryKey(one),
      correct: rollout?.text === 'good',
      by: 'test',
      body: { query: one, text: rollout?.text ?? '' },
    })),
  );
  await feedback.close();
  await service.score({ context: {}, groups });
}

/** Leaves a better version of the tool as a wish at one machine. */
async function wishAt(home: string): Promise<ToolCard> {
  const card = await stageTool({ home }, await sampleTool('half', "response === 'good' ? 1 : 0"));
  await withHomeFiles(home, (files) => leaveWish(files, { what: { card }, by: 'test', reason: '' }));
  return card;
}

const madeSeenFrom = (home: string) =>
  withRegistry({ home }, async (registry) =>
    (await registry.entries()).filter(({ by }) => by === 'evolution'),
  );
const isAway = (thrown: unknown) =>
  thrown instanceof RlarError && thrown.code === 'RLAR_DATABASE_UNREACHABLE';
const numbered = ({ events }: EvolutionState) => events.map(({ number }) => number);
const told = ({ events }: EvolutionState, what: string) =>
  events.filter((event) => event.what === what).length;

overPostgres('the loop on several machines', (postgres) => {
  const folder = mkdtempSync(join(tmpdir(), 'rlar-machines-'));
  const children: ChildProcess[] = [];
  let tests = 0;
  let homes: { readonly trainers: string; readonly one: string; readonly other: string };
  beforeEach(async () => {
    process.env.RLAR_DATABASE_URL = await postgres.database();
    tests += 1;
    const home = (name: string) => join(folder, `${tests}-${name}`);
    homes = { trainers: home('trainers'), one: home('one'), other: home('other') };
  });
  after(async () => {
    for (const child of children) child.kill('SIGKILL');
    delete process.env.RLAR_DATABASE_URL;
    rmSync(folder, { recursive: true, force: true });
  });

  /** Starts the agents of a machine. @returns the process, and what waits while it lives */
  const agents = (home: string) => {
    const config = join(folder, 'agents.yaml');
    writeFileSync(config, JSON.stringify({ evolution: SETTINGS }));
    const flags = ['serve', '--role', 'agents', '--port', '0', '--config', config];
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...flags], {
      cwd: folder,
      env: { ...process.env, RLAR_HOME: home },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    children.push(child);
    let log = '';
    child.stderr.on('data', (chunk) => {
      log += chunk;
    });
    const until = async (isSo: () => Promise<boolean>) => {
      while (!(await isSo())) {
        assert.ok(child.exitCode === null && child.signalCode === null, log);
        await setTimeout(100);
      }
    };
    const kill = async () => {
      child.kill('SIGKILL');
      if (child.signalCode === null) await once(child, 'exit');
    };
    return { until, kill };
  };

  test('a wish left at one is tried by another; where that one is killed a third goes on, and makes the change once', async () => {
    const { trainers, one, other } = homes;
    await publishTool({ home: trainers }, await sampleTool('half', '1'), { by: 'user' });
    const service = await createRewardService({ home: trainers });
    const files = await openHomeFiles(trainers);
    const state = () => readState(files);
    const isRunning = () =>
      withJobs(trainers, async (jobs) => (await jobs.list(LOOP_JOB)).some((job) => isHeld(job)));

    const first = agents(one);
    await first.until(isRunning);
    const second = agents(other);
    const card = await wishAt(trainers);
    await first.until(async () => told(await state(), 'tried') === 1);
    assert.deepEqual(await waitingWishes(files), []);
    assert.ok(hasVersion(one, 'half', card.version), 'its files came to the machine of the loop');
    await scoreLabelled(service, trainers, 0, 60);
    await first.until(async () => (await madeSeenFrom(trainers)).length > 0);
    await first.kill();
    const killedAt = await state();

    await scoreLabelled(service, trainers, 100, 110);
    await second.until(async () => (await state()).groups >= 70);
    const after = await state();
    assert.equal(after.groups, 70, 'each group was looked at once');
    assert.ok(numbered(after).every((number, at) => number === at + 1));
    assert.deepEqual(after.events.slice(0, killedAt.events.length), killedAt.events, 'nothing is forgotten');
    assert.deepEqual([told(after, 'tried'), told(after, 'made')], [1, 1]);
    assert.equal((await madeSeenFrom(trainers)).length, 1, 'made once');
    assert.equal((await service.refreshLibrary()).get('half')?.card.version, card.version);
    for (const home of [one, other])
      assert.equal(existsSync(join(home, 'evolution')), false, 'nothing of the loop is in a folder');

    // What is erased at one machine leaves what the loop at another remembers.
    const key = queryKey(asked(100));
    const isRemembered = async () =>
      (await state()).audited.some((audit) => queryKey(audit.query) === key) ||
      (await waitingErasures(files)).length > 0;
    assert.ok(await isRemembered());
    await service.store!.prune({ query: key });
    await withJobs(one, (jobs) =>
      withHomeFiles(one, (there) => eraseFromLoop({ files: there, jobs }, key, service.store!)),
    );
    await second.until(async () => !(await isRemembered()));

    // The mark that one machine sets stops the loop of another, and lets it begin again.
    await withHomeFiles(one, stopLoop);
    await second.until(async () => !(await isRunning()));
    await scoreLabelled(service, trainers, 200, 210);
    assert.equal((await state()).groups, 70);
    await withHomeFiles(one, allowAgain);
    await second.until(async () => (await state()).groups === 80);
    await second.kill();
    await files.close();
    await service.close();
  });

  test('a database that is away for 20 s in the middle of a look costs the loop nothing', async () => {
    const { one, trainers } = homes;
    await publishTool({ home: trainers }, await sampleTool('half', '1'), { by: 'user' });
    const service = await createRewardService({ home: one });
    const feedback = await openFeedback(one);
    const files: HomeFiles = await openHomeFiles(one);
    const stop = new AbortController();
    const troubles: string[] = [];
    let outage: Promise<void> | null = null;
    const away = async () => {
      await postgres.down();
      await setTimeout(20_000);
      await postgres.up();
    };
    const place = evolutionPlace(service, { feedback, files });
    const loop = runLoop(
      {
        ...place,
        replay: async (groups, snapshot) => {
          const rewards = await place.replay(groups, snapshot);
          outage ??= away();
          return rewards;
        },
      },
      evolutionSettings.parse(SETTINGS),
      { signal: stop.signal, onTrouble: (message) => troubles.push(message) },
    );
    const card = await wishAt(trainers);
    while (told(await readState(files), 'tried') === 0) await setTimeout(100);
    await scoreLabelled(service, one, 0, 60);
    while (outage === null) await setTimeout(100);
    await outage;
    while ((await readState(files)).groups < 60) await setTimeout(100);
    const state = await readState(files);
    stop.abort();
    assert.equal(await loop, 'aborted');
    assert.ok(troubles.length > 0, 'it is told');
    assert.deepEqual([state.groups, told(state, 'made'), told(state, 'trouble')], [60, 1, 0]);
    assert.equal((await madeSeenFrom(trainers)).length, 1);
    assert.equal((await service.refreshLibrary()).get('half')?.card.version, card.version);
    await files.close();
    await feedback.close();
    await service.close();
  });

  test('a state that waits for the database is not written any more once the loop is lost', async () => {
    const files = await openHomeFiles(homes.one);
    const stamp = await files.replace(STATE_FILE, 'before', null);
    await postgres.down();
    const lost = new AbortController();
    const late = assert.rejects(files.replace(STATE_FILE, 'late', stamp, lost.signal), isAway);
    const patient = files.replace(STATE_FILE, 'patient', stamp);
    await setTimeout(500);
    lost.abort();
    await late;
    await postgres.up();
    assert.ok(await patient);
    assert.equal(await files.read(STATE_FILE), 'patient');
    await files.close();
  });

  test("a deployment's evidence of a built-in tool counts on a machine that opens afterwards", async () => {
    const { one, other } = homes;
    const samples = join(folder, 'samples.jsonl');
    const rows = Array.from({ length: 12 }, (_, at) => ({
      prompt: `What is ${at} + ${at}?`,
      reference: String(2 * at),
      response: String(2 * at + (at % 2)),
      correct: at % 2 === 0,
    }));
    writeFileSync(samples, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const labelledAt = async (home: string) => {
      const live = await openLibrary({ home, tools: [] }, { isDeployment: true });
      await live.close();
      const { evidence } = live.current.require('final-number').card;
      return evidence?.labelled.find(({ set }) => set === 'samples')?.items ?? 0;
    };
    assert.equal(await labelledAt(other), 0);
    await admitTool({ home: one }, 'final-number', { samples: [samples] });
    assert.deepEqual([await labelledAt(one), await labelledAt(other)], [12, 12]);
  });
});
