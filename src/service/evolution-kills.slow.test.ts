/**
 * A process that is killed before any step of a trial, a promotion, a rollback, a withdrawal or an acquisition leaves the library as it
 * was or as it is to be, whole; and the loop goes on where it was, and makes nothing twice. The steps are drawn anew by the date;
 * RLAR_KILLS is how many of each, RLAR_KILL_SEED which.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { leaveWish } from '../evolution/loop/inbox.ts';
import { readState } from '../evolution/loop/state.ts';
import { loadToolVersion } from '../library/added-tools/load-added-tools.ts';
import { withRegistry } from '../library/registry/open-registry.ts';
import { publishTool } from '../library/registry/publish.ts';
import { stageTool } from '../library/registry/stage.ts';
import { Random } from '../spec/random.ts';
import { FolderFiles } from '../store/folder-files.ts';
import { killAtStep } from '../testing/kill-at-step.ts';
import { acquireOnce, lookOnce, type Situation } from '../testing/loop-at-work.ts';
import { sampleTool } from '../testing/sample-tool.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-kills-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const KILLS = Number(process.env.RLAR_KILLS ?? 2);
const SEED = Number(process.env.RLAR_KILL_SEED ?? Math.floor(Date.now() / 86_400_000));

/** Counts its steps, and is killed before one of them. */
const program = join(folder, 'work.mjs');
const testing = new URL('../testing/', import.meta.url).href;
writeFileSync(
  program,
  `const [home, given, killAt] = process.argv.slice(2);
const { acquireOnce, lookOnce } = await import('${testing}loop-at-work.ts');
const { killAtStep } = await import('${testing}kill-at-step.ts');
const situation = JSON.parse(given);
const steps = killAtStep(Number(killAt));
if (situation === null) await acquireOnce(home, (purpose) => process.stdout.write('asked ' + purpose + '\\n'));
else await lookOnce(home, situation);
process.stdout.write('steps ' + steps() + '\\n');
process.exit(0);`,
);

async function work(home: string, situation: Situation | null, killAt: number) {
  const flags = [
    '--disable-warning=ExperimentalWarning',
    program,
    home,
    JSON.stringify(situation),
    String(killAt),
  ];
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  child.stdout.on('data', (chunk) => {
    told += chunk;
  });
  const [code, signal] = await once(child, 'close');
  assert.ok(code === 0 || signal === 'SIGKILL', `${code} ${signal}`);
  return {
    killed: signal === 'SIGKILL',
    steps: Number(/steps (\d+)/.exec(told)?.[1] ?? 0),
    asked: told.match(/asked \w+/g) ?? [],
  };
}

const entriesBy = (home: string, by: (name: string) => boolean) =>
  withRegistry({ home }, async (registry) => (await registry.entries()).filter((entry) => by(entry.by)));

/** @returns the tool as it is published, loaded from the disk: a library that is not whole throws */
async function published(home: string, id: string) {
  const { published: cards } = await withRegistry({ home }, (registry) => registry.head());
  const card = cards.find((one) => one.id === id);
  if (card) loadToolVersion(home, id, card.version);
  return card ?? null;
}

const QUIET: Situation = { groups: 0, turnsAt: 1_000, exploited: false };
const PHASES: Readonly<
  Record<
    string,
    { readonly now: Situation; readonly made: number; readonly what: string; readonly becomes: 'old' | 'new' }
  >
> = {
  trial: { now: QUIET, made: 0, what: 'tried', becomes: 'old' },
  promotion: { now: { ...QUIET, groups: 60 }, made: 1, what: 'made', becomes: 'new' },
  rollback: {
    now: { groups: 140, turnsAt: 60, exploited: false },
    made: 2,
    what: 'rolled-back',
    becomes: 'old',
  },
  withdrawal: {
    now: { groups: 260, turnsAt: 200, exploited: true },
    made: 1,
    what: 'withdrawn',
    becomes: 'old',
  },
};

/** @returns a home in which the next look does the phase, and the versions of the tool before and with the change */
async function ready(phase: string) {
  const home = join(folder, phase);
  await publishTool({ home }, await sampleTool('half', '1'), { by: 'user' });
  const old = (await published(home, 'half'))!.version;
  const card = await stageTool({ home }, await sampleTool('half', "response === 'good' ? 1 : 0"));
  if (phase !== 'withdrawal')
    await leaveWish(new FolderFiles(home), { what: { card }, by: 'test', reason: '' });
  if (phase === 'promotion' || phase === 'rollback') await lookOnce(home, PHASES.trial!.now);
  if (phase === 'rollback') await lookOnce(home, PHASES.promotion!.now);
  return { home, old, new: card.version };
}

for (const [phase, { now, made, what, becomes }] of Object.entries(PHASES))
  test(`killed before any step of a ${phase}: old or new, whole, and done once`, async () => {
    const steps = killAtStep(0);
    const before = await ready(phase);
    assert.ok(steps() > 0, 'what changes the disk is counted');
    const copy = (name: string) => {
      const home = join(folder, `${phase}-${name}`);
      cpSync(before.home, home, { recursive: true });
      return home;
    };
    const { steps: all } = await work(copy('whole'), now, 0);
    assert.ok(all > 10, `${all} steps`);
    const random = new Random(SEED, phase);
    const points = Array.from({ length: KILLS }, () => 1 + random.below(all));
    for (const at of points) {
      const home = copy(`at-${at}-${random.below(1e6)}`);
      await work(home, now, at);
      const tool = await published(home, 'half');
      assert.ok(tool && [before.old, before.new].includes(tool.version), `whole after step ${at} of ${all}`);
      await readState(new FolderFiles(home));
      await lookOnce(home, now);
      await lookOnce(home, now);
      const told = (await readState(new FolderFiles(home))).events.filter((event) => event.what === what);
      assert.equal(told.length, 1, `${what} once, killed before step ${at} of ${all}`);
      assert.equal((await entriesBy(home, (by) => by === 'evolution')).length, made, `step ${at} of ${all}`);
      assert.equal((await published(home, 'half'))?.version, before[becomes]);
    }
  });

test('killed before any step of an acquisition: it goes on, asks at most what was under way again, and publishes once', async () => {
  const whole = join(folder, 'acquired');
  const { steps } = await work(whole, null, 0);
  const random = new Random(SEED, 'acquisition');
  for (let time = 0; time < KILLS; time += 1) {
    const at = 1 + random.below(steps);
    const home = join(folder, `acquired-${time}`);
    const first = await work(home, null, at);
    const again: string[] = [];
    assert.equal(
      await acquireOnce(home, (purpose) => again.push(purpose)),
      'admitted',
      `step ${at} of ${steps}`,
    );
    assert.ok(first.asked.length + again.length <= 3, `${first.asked} and then ${again}, step ${at}`);
    assert.ok(await published(home, 'acquired'));
    const entries = await withRegistry({ home }, (registry) => registry.entries());
    const made = entries.filter(({ changes }) =>
      changes.some(({ id, to }) => id === 'acquired' && to !== null),
    );
    assert.equal(made.length, 1, `step ${at} of ${steps}`);
  }
});
