/** The loop killed at any point leaves the old or the new library, whole, and goes on where it was; nothing is made twice. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Evolution } from '../evolution/loop/evolution.ts';
import { leaveWish } from '../evolution/loop/inbox.ts';
import { evolutionSettings } from '../evolution/loop/settings.ts';
import { readState } from '../evolution/loop/state.ts';
import { withRegistry } from '../library/registry/open-registry.ts';
import { publishTool } from '../library/registry/publish.ts';
import { stageTool } from '../library/registry/stage.ts';
import { createRewardService, type RewardService } from '../service.ts';
import { query } from '../spec/query.ts';
import { queryKey } from '../spec/query-key.ts';
import { FolderFiles } from '../store/folder-files.ts';
import { openFeedback } from '../store/open-registry.ts';
import { sampleTool } from '../testing/sample-tool.ts';
import { evolutionPlace } from './evolution-place.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-evolution-crash-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const SETTINGS = evolutionSettings.parse({ auditShare: 1, raisedShare: 1 });

/** One look, in a process of its own. */
const LOOK = `
import { runLoop } from '${new URL('../evolution/loop/run-loop.ts', import.meta.url).href}';
import { evolutionSettings } from '${new URL('../evolution/loop/settings.ts', import.meta.url).href}';
import { createRewardService } from '${new URL('../service.ts', import.meta.url).href}';
import { evolutionPlace } from '${new URL('./evolution-place.ts', import.meta.url).href}';
import { openFeedback, openHomeFiles } from '${new URL('../store/open-registry.ts', import.meta.url).href}';
const [home] = process.argv.slice(2);
const alive = setInterval(() => {}, 1000);
const service = await createRewardService({ home });
const place = evolutionPlace(service, { feedback: await openFeedback(home), files: await openHomeFiles(home) });
process.stdout.write('looking\\n');
const settings = evolutionSettings.parse({ auditShare: 1, raisedShare: 1, everyMs: 50 });
const lease = { ms: 500, renewEveryMs: 100 };
await runLoop(place, settings, { signal: new AbortController().signal, once: true, lease });
clearInterval(alive);
process.exit(0);`;

const lookOnce = async (...given: Parameters<typeof Evolution.open>) =>
  (await Evolution.open(...given)).look();

async function scoreLabelled(service: RewardService, home: string, from: number, to: number): Promise<void> {
  const groups = Array.from({ length: to - from }, (_, at) => ({
    query: query.parse({
      messages: [{ role: 'user', content: `puzzle ${from + at}` }],
      kind: 'puzzle.sample',
    }),
    rollouts: [{ text: at % 2 === 0 ? 'good' : 'bad' }],
  }));
  await service.score({ context: {}, groups });
  const feedback = await openFeedback(home);
  await feedback.add(
    groups.map(({ query: asked, rollouts: [rollout] }) => ({
      sort: 'gold',
      query: queryKey(asked),
      correct: rollout?.text === 'good',
      by: 'test',
      body: { query: asked, text: rollout?.text ?? '' },
    })),
  );
  await feedback.close();
}

/** A home with a better candidate on trial, and the groups that show it. */
async function onTrial(name: string) {
  const home = join(folder, name);
  await publishTool({ home }, await sampleTool('half', '1'), { by: 'user' });
  const service = await createRewardService({ home });
  const feedback = await openFeedback(home);
  const place = evolutionPlace(service, { feedback, files: new FolderFiles(home) });
  const card = await stageTool({ home }, await sampleTool('half', "response === 'good' ? 1 : 0"));
  await leaveWish(new FolderFiles(home), { what: { card }, by: 'test', reason: '' });
  await lookOnce(place, SETTINGS);
  await scoreLabelled(service, home, 0, 60);
  const close = async () => {
    await feedback.close();
    await service.close();
  };
  return { home, service, place, card, close };
}

const madeIn = (home: string) =>
  withRegistry({ home }, async (registry) =>
    (await registry.entries()).filter(({ by }) => by === 'evolution'),
  );
const told = async (home: string, what: string) =>
  (await readState(new FolderFiles(home))).events.filter((event) => event.what === what).length;

test('a process that dies behind the change of the library finds it in the log, and makes it once', async () => {
  const { home, place, card, close } = await onTrial('behind');
  const [state, before] = [join(home, 'evolution/state.json'), join(folder, 'before.json')];
  copyFileSync(state, before);
  await lookOnce(place, SETTINGS);
  assert.equal((await madeIn(home)).length, 1);
  copyFileSync(before, state);
  await lookOnce(place, SETTINGS);
  await lookOnce(place, SETTINGS);
  assert.equal((await madeIn(home)).length, 1, 'made once');
  assert.equal(await told(home, 'made'), 1);
  const [change] = (await readState(new FolderFiles(home))).changes;
  assert.equal(change?.phase, 'guard');
  const { published } = await withRegistry({ home }, (registry) => registry.head());
  assert.deepEqual([published.length, published[0]?.version], [1, card.version]);
  assert.equal(published[0]?.evidence?.gates.find(({ gate }) => gate === 'G9')?.outcome, 'passed');
  await close();
});

test('killed again and again, two at a time, the loop makes the change once and the library is whole', async () => {
  const { home, service, card, close } = await onTrial('killed');
  const program = join(folder, 'look.mjs');
  writeFileSync(program, LOOK);
  const flags = ['--disable-warning=ExperimentalWarning', program, home];
  const start = async () => {
    const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
    await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'close').then(([code]) => assert.fail(`ended with ${code}`)),
    ]);
    return child;
  };
  for (let round = 0; round < 3; round += 1) {
    const both = await Promise.all([start(), start()]);
    await setTimeout(10 + 90 * round);
    for (const child of both) child.kill('SIGKILL');
    await Promise.all(
      both.map((child) =>
        child.exitCode === null && child.signalCode === null ? once(child, 'close') : null,
      ),
    );
    const snapshot = (await service.refreshLibrary()).snapshot;
    assert.ok(service.library.get('half'), `whole after round ${round}: ${snapshot}`);
  }
  const last = await start();
  const [code] = await once(last, 'close');
  assert.equal(code, 0);
  assert.equal((await madeIn(home)).length, 1);
  assert.equal(await told(home, 'made'), 1);
  assert.equal((await service.refreshLibrary()).get('half')?.card.version, card.version);
  await close();
});
