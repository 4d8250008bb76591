import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { defineTool } from '../index.ts';
import { versionFolder } from '../library/added-tools/record.ts';
import { withRegistry } from '../library/registry/open-registry.ts';
import { publishTool } from '../library/registry/publish.ts';
import { forgetDecisions, publishDecisions } from '../library/registry/publish-decisions.ts';
import { rollBack } from '../library/registry/roll-back.ts';
import { snapshotId } from '../library/snapshot-id.ts';
import { createRewardService, type RewardService } from '../service.ts';
import { NO_DECISIONS, type Template } from '../spec/decisions.ts';
import type { JsonObject } from '../spec/json.ts';
import { query } from '../spec/query.ts';
import type { Reward } from '../spec/reward.ts';
import type { ToolCard } from '../spec/tool-card.ts';
import { scored } from '../spec/verdict.ts';
import type { RecordedGroup } from '../store/ledger.ts';
import { sampleTool } from '../testing/sample-tool.ts';

const homes: string[] = [];
after(() => homes.forEach((home) => rmSync(home, { recursive: true, force: true })));
function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'rlar-changes-'));
  homes.push(home);
  return home;
}
const user = { by: 'user' };
const publish = async (home: string, expression: string) =>
  await publishTool({ home }, await sampleTool('half', expression), user);

async function score(
  service: RewardService,
  prompt: string,
  run?: string,
  more: JsonObject = { pinned: ['half'] },
): Promise<Reward> {
  const asked = query.parse({ messages: [{ role: 'user', content: prompt }], ...more });
  const groups = [{ query: asked, rollouts: [{ text: 'an answer' }] }];
  return (await service.score({ context: run === undefined ? {} : { run }, groups }))[0]![0]!;
}
const records = (service: RewardService): Promise<RecordedGroup[]> =>
  Array.fromAsync(service.store!.scanGroups());

test('a run keeps its snapshot; a later run, and a request without one, get what was published since', async () => {
  const home = newHome();
  await publish(home, '0.5');
  const service = await createRewardService({ home });
  const before = await score(service, 'one', 'old');
  assert.equal(before.reward, 0.5);
  assert.equal((await score(service, 'one')).reward, 0.5);
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e'];
  const place = new URL('../library/registry/', import.meta.url).href;
  const program = `
    import { publishTool } from '${place}publish.ts';
    import { sampleTool } from '${new URL('../testing/sample-tool.ts', import.meta.url).href}';
    await publishTool({ home: process.argv[1] }, await sampleTool('half', '0.25'), { by: 'user' });`;
  assert.equal(spawnSync(process.execPath, [...flags, program, home], { stdio: 'inherit' }).status, 0);
  await service.refreshLibrary();
  const after = await score(service, 'one', 'new');
  assert.equal(after.reward, 0.25);
  assert.notEqual(after.assignment.snapshot, before.assignment.snapshot);
  assert.equal((await score(service, 'one')).reward, 0.25);
  for (const prompt of ['one', 'two']) {
    const { reward, assignment } = await score(service, prompt, 'old');
    assert.deepEqual([reward, assignment.snapshot], [0.5, before.assignment.snapshot]);
  }
  await rollBack({ home }, undefined, user);
  await service.refreshLibrary();
  assert.equal((await score(service, 'three')).assignment.snapshot, before.assignment.snapshot);
  await service.close();
});

test('a group in work ends with the tools that it began with', async () => {
  const home = newHome();
  await publish(home, '0.5');
  const service = await createRewardService({ home });
  const slow = '(() => { let sum = 0; for (let at = 0; at < 300000; at += 1) sum += at; return 0.25; })()';
  const tool = await sampleTool('half', slow);
  await publishTool({ home }, tool, user);
  await service.refreshLibrary();
  const before = [1, 2, 3].map((at) => score(service, `prompt ${at}`));
  await rollBack({ home }, undefined, user);
  await service.refreshLibrary();
  const after = [1, 2, 3].map((at) => score(service, `prompt ${at}`));
  const rewards = await Promise.all([...before, ...after]);
  assert.deepEqual(
    rewards.map(({ reward }) => reward),
    [0.25, 0.25, 0.25, 0.5, 0.5, 0.5],
  );
  await service.close();
});

test('after a restart the run still has its versions, from the disk', async () => {
  const home = newHome();
  await publish(home, '0.5');
  const first = await createRewardService({ home });
  await score(first, 'one', 'old');
  await first.close();
  await publish(home, '0.25');
  const second = await createRewardService({ home });
  assert.equal((await score(second, 'one', 'old')).reward, 0.5);
  assert.equal((await score(second, 'two', 'old')).reward, 0.5);
  assert.equal((await score(second, 'two', 'new')).reward, 0.25);
  await second.close();
});

test('rewards are made again by the versions that made them, also behind a roll back', async () => {
  const home = newHome();
  await publish(home, '0.5');
  const service = await createRewardService({ home });
  const old = await score(service, 'one', 'old');
  await publish(home, '0.25');
  await service.refreshLibrary();
  await score(service, 'one', 'new');
  const recorded = await records(service);
  const again = async (snapshot: string) =>
    (await service.rescore(recorded, snapshot)).flat().map((reward) => reward.reward);
  assert.deepEqual(await again('same'), [0.5, 0.25]);
  assert.deepEqual(await again('latest'), [0.25, 0.25]);
  assert.deepEqual(await again(old.assignment.snapshot), [0.5, 0.5]);
  await rollBack({ home }, undefined, user);
  await service.refreshLibrary();
  assert.deepEqual(await again('same'), [0.5, 0.25]);
  assert.deepEqual(await again('latest'), [0.5, 0.5]);
  await service.close();
});

test('a version that is gone is refused, and nothing stands in for it', async () => {
  const home = newHome();
  const { record } = await sampleTool('half', '0.5');
  await publish(home, '0.5');
  const first = await createRewardService({ home });
  await score(first, 'one', 'old');
  await first.close();
  await publish(home, '0.25');
  rmSync(versionFolder(home, 'half', record.declaration.version), { recursive: true });
  const second = await createRewardService({ home });
  for (const prompt of ['one', 'two']) {
    const { reward, status, error } = await score(second, prompt, 'old');
    assert.deepEqual([reward, status, error?.code], [null, 'failed', 'RLAR_VERSION_GONE']);
  }
  const [oldest] = await records(second);
  const [again] = (await second.rescore([oldest!], 'same')).flat();
  assert.equal(again?.error?.code, 'RLAR_VERSION_GONE');
  assert.equal((await score(second, 'two', 'new')).reward, 0.25);
  await second.close();
});

test('where an agent’s tool is gone that had a say on every prompt, the run gets nothing else', async () => {
  const home = newHome();
  const tool = await sampleTool('half', '0.5');
  await publishTool({ home }, tool, user);
  const first = await createRewardService({ home });
  await score(first, 'one', 'old');
  await first.close();
  const { id, version } = tool.record.declaration;
  rmSync(versionFolder(home, id, version), { recursive: true });
  const second = await createRewardService({ home });
  const asked = { references: ['7'] };
  assert.equal((await score(second, 'What is 3 + 4?', 'old', asked)).error?.code, 'RLAR_VERSION_GONE');
  const pinned = { ...asked, pinned: ['exact-answer'] };
  assert.equal((await score(second, 'What is 3 + 4?', 'old', pinned)).status, 'scored');
  assert.equal((await score(second, 'What is 3 + 4?', 'new', asked)).error, undefined);
  await second.close();
});

test('a changed tool of the configuration has another version, and the old one is gone', async () => {
  const home = newHome();
  const tool = (version: string, value: number) =>
    defineTool({
      id: 'own-score',
      version,
      title: 'Own',
      description: 'A fixed score.',
      type: 'verifier',
      slot: 'correctness',
      kinds: [],
      prepare: () => () => scored(value),
    });
  const pinned = { pinned: ['own-score'] };
  const first = await createRewardService({ home, tools: [tool('1', 1)] });
  assert.equal((await score(first, 'one', 'old', pinned)).reward, 1);
  await first.close();
  const second = await createRewardService({ home, tools: [tool('2', 0)] });
  assert.equal((await score(second, 'one', 'old', pinned)).error?.code, 'RLAR_VERSION_GONE');
  assert.equal((await score(second, 'one', 'new', pinned)).reward, 0);
  const others = { references: ['7'], kind: 'math.final-answer' };
  const { error } = await score(second, 'What is 3 + 4?', 'old', others);
  assert.equal(error, undefined, 'what is here goes on');
  await second.close();
});

test('what a judge said stands as it was recorded', async () => {
  const home = newHome();
  let calls = 0;
  const judge = defineTool({
    id: 'own-judge',
    version: '1',
    title: 'Own',
    description: 'Says another thing each time.',
    type: 'judge',
    slot: 'quality',
    kinds: [],
    deterministic: false,
    prepare: () => () => {
      calls += 1;
      return scored(1 / calls);
    },
  });
  const service = await createRewardService({ home, tools: [judge], cacheEntries: 0 });
  assert.equal((await score(service, 'one', 'run', { pinned: ['own-judge'] })).reward, 1);
  const recorded = await records(service);
  const [same] = (await service.rescore(recorded, 'same')).flat();
  assert.deepEqual([same?.reward, same?.results[0]?.value, calls], [1, 1, 1]);
  const [latest] = (await service.rescore(recorded, 'latest')).flat();
  assert.deepEqual([latest?.reward, calls], [0.5, 2]);
  await service.close();
  const without = await createRewardService({ home, cacheEntries: 0 });
  const [kept] = (await without.rescore(recorded, 'same')).flat();
  assert.equal(kept?.reward, 1, 'even where the judge is not here any more');
  await without.close();
});

test('a built-in tool that changed since has another version, and the old one is gone', async () => {
  const home = newHome();
  const service = await createRewardService({ home });
  const cards = service.library.cards().map((card): ToolCard => {
    if (card.id !== 'exact-answer') return card;
    const version = `${card.version.split('+')[0]}+00000000`;
    return { ...card, version, evidence: card.evidence && { ...card.evidence, version } };
  });
  const snapshot = snapshotId(cards);
  await withRegistry({ home }, (registry) =>
    registry.addSnapshot(snapshot, { cards, decisions: NO_DECISIONS }),
  );
  await service.store!.pinRun('old', snapshot);
  const changed = await score(service, 'one', 'old', { pinned: ['exact-answer'], references: ['an answer'] });
  assert.deepEqual([changed.reward, changed.error?.code], [null, 'RLAR_VERSION_GONE']);
  assert.equal(changed.assignment.snapshot, snapshot);
  const same = await score(service, 'one', 'old', { pinned: ['overlap'], references: ['an answer'] });
  assert.equal(same.status, 'scored');
  const now = await score(service, 'one', 'new', { pinned: ['exact-answer'], references: ['an answer'] });
  assert.equal(now.reward, 1);
  await service.close();
});

test('a run keeps its templates; a later run gets the new ones, and a rollback takes them back', async () => {
  const home = newHome();
  await publish(home, '0.5');
  await publishTool({ home }, await sampleTool('whole', '1'), user);
  const service = await createRewardService({ home });
  const { version } = service.library.require('whole').card;
  const kind = 'puzzle.sample';
  const puzzle = (prompt: string, run: string) => score(service, prompt, run, { kind });
  const before = await puzzle('one', 'old');
  assert.deepEqual([before.assignment.rung, before.reward], ['pinned', 0.5]);
  const template: Template = {
    kind,
    carries: ['prompt'],
    tools: [{ id: 'whole', version, weight: 1 }],
    acquire: null,
    utility: 0.5,
    reason: 'it is whole',
    by: 'a model',
    seen: 'then',
  };
  await publishDecisions({ home }, { templates: [template], kinds: [] }, { by: 'policy' });
  await service.refreshLibrary();
  const later = await puzzle('one', 'new');
  assert.deepEqual([later.assignment.rung, later.reward], ['agent', 1]);
  assert.notEqual(later.assignment.snapshot, before.assignment.snapshot);
  assert.equal((await puzzle('two', 'old')).reward, 0.5);
  await rollBack({ home }, undefined, user);
  await service.refreshLibrary();
  assert.deepEqual((await puzzle('three', 'third')).assignment.snapshot, before.assignment.snapshot);
  await service.close();
  const again = await createRewardService({ home });
  assert.equal(
    (await score(again, 'four', 'new', { kind })).reward,
    1,
    'a restart finds the templates of a run',
  );
  await again.close();
  const [entry] = await withRegistry({ home }, (registry) => registry.entries());
  assert.equal(entry?.action, 'rollback');
  await forgetDecisions({ home }, kind, user).then(
    () => assert.fail('there is nothing to forget'),
    ({ code }) => assert.equal(code, 'RLAR_NOT_FOUND'),
  );
});
