import assert from 'node:assert/strict';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sampleTool } from '../../testing/sample-tool.ts';
import { loadToolVersion } from '../added-tools/load-added-tools.ts';
import { versionFolder } from '../added-tools/record.ts';
import { refusedTools } from '../added-tools/refused-tools.ts';
import { readRefusal } from '../added-tools/tool-files.ts';
import { LiveLibrary, type LiveLibrarySettings } from '../live-library.ts';
import { openRegistry, withRegistry } from './open-registry.ts';
import { keepRefusedTool, publishTool, publishTools, removeTool } from './publish.ts';
import { rollBack } from './roll-back.ts';
import { stageTool } from './stage.ts';

const homes: string[] = [];
after(() => homes.forEach((home) => rmSync(home, { recursive: true, force: true })));
/** A home of a deployment without static tools. */
async function place() {
  const home = mkdtempSync(join(tmpdir(), 'rlar-library-'));
  homes.push(home);
  await withRegistry({ home }, (registry) => registry.setStaticCards([]));
  return { home };
}
const open = async (home: string, more: Partial<LiveLibrarySettings> = {}) =>
  LiveLibrary.open([], { home, ...more }, await openRegistry(home));
const entriesOf = (home: string) => withRegistry({ home }, (registry) => registry.entries());
const user = { by: 'user' };
const published = async (home: string) => {
  const { published: cards } = await withRegistry({ home }, (registry) => registry.head());
  return cards.map(({ id, version }) => `${id}@${version}`);
};
const versionOf = ({ record }: Awaited<ReturnType<typeof sampleTool>>) => record.declaration.version;

test('publishing again, removing and rolling back are entries of the log; every version stays', async () => {
  const where = await place();
  const [first, second] = [await sampleTool('half', '0.5'), await sampleTool('half', '0.25')];
  const one = await publishTool(where, first, { by: 'acq-1', reason: 'asked for' });
  assert.equal(await publishTool(where, first, user), null, 'nothing changes');
  const two = await publishTool(where, second, user);
  assert.notEqual(one?.snapshot, two?.snapshot);
  assert.deepEqual(two?.changes, [{ id: 'half', from: versionOf(first), to: versionOf(second) }]);
  assert.equal((await rollBack(where, undefined, user))?.snapshot, one?.snapshot);
  assert.deepEqual(await published(where.home), [`half@${versionOf(first)}`]);
  assert.equal((await rollBack(where, two?.snapshot, user))?.snapshot, two?.snapshot);
  await removeTool(where, 'half', { by: 'user', reason: 'not wanted' });
  await assert.rejects(removeTool(where, 'half', user), { code: 'RLAR_NOT_FOUND' });
  assert.equal((await rollBack(where, 1, user))?.snapshot, one?.snapshot);
  await assert.rejects(rollBack(where, 99, user), { code: 'RLAR_NOT_FOUND' });
  await assert.rejects(rollBack(where, 'lib-0', user), { code: 'RLAR_NOT_FOUND' });
  for (const files of [first, second])
    assert.ok(existsSync(versionFolder(where.home, 'half', versionOf(files))));
  const entries = await entriesOf(where.home);
  assert.deepEqual(
    entries.map(({ seq, action, by }) => [seq, action, by]),
    [
      [6, 'rollback', 'user'],
      [5, 'remove', 'user'],
      [4, 'rollback', 'user'],
      [3, 'rollback', 'user'],
      [2, 'publish', 'user'],
      [1, 'publish', 'acq-1'],
    ],
  );
});

test('the first entry can be taken back', async () => {
  const where = await place();
  await publishTool(where, await sampleTool('half', '0.5'), user);
  await rollBack(where, undefined, user);
  assert.deepEqual(await published(where.home), []);
});

test('several tools are published together or not at all', async () => {
  const where = await place();
  const taken = { ...(await sampleTool('first', '1')), evidence: null };
  const base = [{ ...taken.record.declaration, evidence: null }];
  const both = [await sampleTool('second', '1'), taken];
  await withRegistry(where, (registry) => registry.setStaticCards(base));
  await assert.rejects(publishTools(where, both, user), { code: 'RLAR_INVALID_TOOL' });
  assert.deepEqual(await published(where.home), []);
  await withRegistry(where, (registry) => registry.setStaticCards([]));
  assert.equal((await publishTools(where, both, user))?.changes.length, 2);
});

test('evidence made anew is a snapshot of its own, and the version stays', async () => {
  const where = await place();
  const tool = await sampleTool('half', '0.5', { provisional: true });
  const one = await publishTool(where, tool, user);
  const two = await publishTool(
    where,
    { ...tool, evidence: { ...tool.evidence!, provisional: false } },
    user,
  );
  assert.notEqual(one?.snapshot, two?.snapshot);
  assert.deepEqual(two?.changes, [{ id: 'half', from: versionOf(tool), to: versionOf(tool) }]);
});

test('a refused tool is kept with the reason, outside of the library', async () => {
  const where = await place();
  const tool = await sampleTool('half', '0.5', { admitted: false });
  const folder = await keepRefusedTool(where, tool, { by: 'acq-7', reason: 'G4: below the bar' });
  assert.equal(readRefusal(folder)?.reason, 'G4: below the bar');
  const [aside] = refusedTools(where.home);
  assert.deepEqual(
    [aside?.card.id, aside?.refusal.by, aside?.card.evidence?.admitted],
    ['half', 'acq-7', false],
  );
  assert.deepEqual(await published(where.home), []);
  await publishTool(where, tool, user);
  assert.equal(readRefusal(folder), null);
  await assert.rejects(keepRefusedTool(where, tool, { by: 'user', reason: '' }), {
    code: 'RLAR_INVALID_TOOL',
  });
});

test('a version that is damaged on the disk is written anew; one that is gone cannot be gone back to', async () => {
  const where = await place();
  const [first, second] = [await sampleTool('half', '0.5'), await sampleTool('half', '0.25')];
  await publishTool(where, first, user);
  const folder = versionFolder(where.home, 'half', versionOf(first));
  rmSync(join(folder, 'function.js'));
  await publishTool(where, second, user);
  await assert.rejects(rollBack(where, 1, user), { code: 'RLAR_VERSION_GONE' });
  await publishTool(where, first, user);
  assert.ok(existsSync(join(folder, 'function.js')));
});

test('tools of the layout without versions are taken over once', async () => {
  const where = await place();
  const [half, other] = [await sampleTool('half', '0.5'), await sampleTool('other', '1')];
  await publishTools(where, [half, other], user);
  for (const files of [half, other]) {
    const { id } = files.record.declaration;
    const folder = join(where.home, 'tools', id);
    cpSync(versionFolder(where.home, id, versionOf(files)), `${folder}.flat`, { recursive: true });
    rmSync(folder, { recursive: true });
    renameSync(`${folder}.flat`, id === 'half' ? folder : `${folder}.moving`);
  }
  rmSync(join(where.home, 'rlar.db'));
  assert.deepEqual(await published(where.home), [`half@${versionOf(half)}`, `other@${versionOf(other)}`]);
  assert.deepEqual(readdirSync(join(where.home, 'tools')).sort(), ['half', 'other']);
  const [entry] = await entriesOf(where.home);
  assert.equal(entry?.action, 'adopt');
});

test('a tool that is on trial is not taken over by a home without a log, and one that was published is', async () => {
  const where = await place();
  const files = [await sampleTool('half', '0.5'), await sampleTool('half', '0.5')] as const;
  await stageTool(where, files[0]);
  await stageTool(where, await sampleTool('half', '0.5'));
  assert.deepEqual(await published(where.home), []);
  await publishTool(where, files[1], user);
  rmSync(join(where.home, 'rlar.db'));
  assert.deepEqual(await published(where.home), [`half@${versionOf(files[1])}`]);
});

test('what others publish is taken up; who holds an earlier library goes on with it', async () => {
  const where = await place();
  const live = await open(where.home);
  const empty = live.current;
  await publishTool(where, await sampleTool('half', '0.5'), user);
  const one = await live.refresh();
  await publishTool(where, await sampleTool('half', '0.25'), user);
  const seen: string[] = [];
  live.observe(({ snapshot }) => seen.push(snapshot));
  const two = await live.refresh();
  assert.equal(new Set([empty.snapshot, one.snapshot, two.snapshot]).size, 3);
  assert.deepEqual(seen, [two.snapshot]);
  assert.equal(await live.refresh(), two);
  assert.deepEqual((await live.at(one.snapshot))?.cards(), one.cards());
  assert.equal(await live.at('lib-0'), null);
  await live.close();
});

test('a registry that cannot be read stops what starts, and leaves what runs as it is', async () => {
  const where = await place();
  await publishTool(where, await sampleTool('half', '0.5'), user);
  const problems: string[] = [];
  const registry = await openRegistry(where.home);
  const live = await LiveLibrary.open(
    [],
    { home: where.home, onBroken: ({ code }) => problems.push(code) },
    registry,
  );
  const before = live.current;
  await registry.close();
  assert.equal(await live.refresh(), before);
  assert.deepEqual(problems, ['RLAR_STORE_FAILED']);
  await live.close();
  writeFileSync(join(where.home, 'rlar.db'), 'no database at all, but long enough '.repeat(400));
  await assert.rejects(open(where.home), { code: 'RLAR_STORE_FAILED' });
  await assert.rejects(published(where.home), { code: 'RLAR_STORE_FAILED' });
});

test('provisional tools are routed to where that is allowed', async () => {
  const where = await place();
  await publishTool(where, await sampleTool('half', '0.5', { provisional: true }), user);
  for (const allowProvisional of [false, true]) {
    const live = await open(where.home, { allowProvisional });
    assert.equal(live.current.routable('half'), allowProvisional);
    await live.close();
  }
});

test('helpers stand beside the programs that mention them, and may not be changed', async () => {
  const where = await place();
  const tool = await sampleTool('worded', 'rlar.words(response).length / 10');
  await publishTool(where, tool, user);
  const { id, version } = tool.record.declaration;
  const file = join(versionFolder(where.home, id, version), 'helpers.js');
  assert.match(readFileSync(file, 'utf8'), /words/);
  assert.equal(loadToolVersion(where.home, id, version).record.helpers, tool.record.helpers);
  appendFileSync(file, '\n');
  assert.throws(() => loadToolVersion(where.home, id, version), { code: 'RLAR_INVALID_TOOL' });
});
