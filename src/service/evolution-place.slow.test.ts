/** The loop over a real service: a change is tried unpaid, made when it is better, and taken back when live evidence turns. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { AnyRequest } from '../agents/acquisitions/any-request.ts';
import { workOnPolicy } from '../agents/policy-agent/work-on-policy.ts';
import { Evolution } from '../evolution/loop/evolution.ts';
import { leaveWish } from '../evolution/loop/inbox.ts';
import { runLoop } from '../evolution/loop/run-loop.ts';
import { evolutionSettings } from '../evolution/loop/settings.ts';
import { readState, STATE_FILE } from '../evolution/loop/state.ts';
import { allowAgain, stopLoop } from '../evolution/loop/stop-mark.ts';
import type { AskPolicy } from '../evolution/new-kinds/naming.ts';
import { addedTool, finishRecord } from '../library/added-tools/record.ts';
import type { ToolFiles } from '../library/added-tools/tool-files.ts';
import { publishTool } from '../library/registry/publish.ts';
import { publishDecisions } from '../library/registry/publish-decisions.ts';
import { rollBack } from '../library/registry/roll-back.ts';
import { makeChange, stageChange, stageTool } from '../library/registry/stage.ts';
import { buildApp } from '../server/app.ts';
import { createRewardService, type RewardService } from '../service.ts';
import type { JsonObject } from '../spec/json.ts';
import { query } from '../spec/query.ts';
import { queryKey } from '../spec/query-key.ts';
import type { Feedback } from '../store/feedback.ts';
import { FolderFiles } from '../store/folder-files.ts';
import { openFeedback } from '../store/open-registry.ts';
import { choicesIn } from '../testing/choosing-agent.ts';
import { sampleTool } from '../testing/sample-tool.ts';
import { scriptedModel } from '../testing/scripted-model.ts';
import { evolutionPlace } from './evolution-place.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-evolution-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const SETTINGS = evolutionSettings.parse({ auditShare: 1, raisedShare: 1 });

/** Scores groups of one rollout, which the label calls right where the response is `good`. */
async function scoreLabelled(
  service: RewardService,
  feedback: Feedback,
  [from, to]: readonly [number, number],
  isRight: (response: string) => boolean = (response) => response === 'good',
): Promise<void> {
  const groups = Array.from({ length: to - from }, (_, at) => {
    const asked = query.parse({
      messages: [{ role: 'user', content: `puzzle ${from + at}` }],
      kind: 'puzzle.sample',
    });
    return { query: asked, rollouts: [{ text: at % 2 === 0 ? 'good' : 'bad' }] };
  });
  await service.score({ context: {}, groups });
  await feedback.add(
    groups.map(({ query: asked, rollouts: [rollout] }) => ({
      sort: 'gold',
      query: queryKey(asked),
      correct: isRight(rollout!.text),
      by: 'test',
      body: { query: asked, text: rollout!.text },
    })),
  );
}

/** @returns a tool whose card says that the policy in training is its model */
function asReferee({ record, sources, evidence }: ToolFiles): ToolFiles {
  const made = finishRecord(
    addedTool.parse({ ...record, declaration: { ...record.declaration, referee: true } }),
    sources,
  );
  const { version } = made.declaration;
  return { record: made, sources, evidence: evidence && { ...evidence, version, source: version } };
}

const lookOnce = async (...given: Parameters<typeof Evolution.open>) =>
  (await Evolution.open(...given)).look();

async function opened(name: string, expression: string, referee = false) {
  const home = join(folder, name);
  const tool = await sampleTool('half', expression);
  await publishTool({ home }, referee ? asReferee(tool) : tool, { by: 'user' });
  const service = await createRewardService({ home });
  const feedback = await openFeedback(home);
  const place = evolutionPlace(service, { feedback, files: new FolderFiles(home) });
  const close = async () => {
    await feedback.close();
    await service.close();
  };
  return { home, service, feedback, place, close };
}

const happened = async (home: string) =>
  (await readState(new FolderFiles(home))).events
    .map(({ what }) => what)
    .filter((what) => !['notice', 'alarm', 'compared'].includes(what));

test('a better version is made after its trial, guarded, and taken back where live evidence turns', async () => {
  const { home, service, feedback, place, close } = await opened('better', '1');
  const before = service.library.snapshot;
  const card = await stageTool({ home }, await sampleTool('half', "response === 'good' ? 1 : 0"));
  const id = await leaveWish(new FolderFiles(home), { what: { card }, by: 'test', reason: 'pays less' });
  await lookOnce(place, SETTINGS);
  assert.equal((await service.refreshLibrary()).snapshot, before, 'on trial, not in the library');
  await scoreLabelled(service, feedback, [0, 60]);
  await lookOnce(place, SETTINGS);
  assert.deepEqual(await happened(home), ['tried', 'made']);
  assert.equal((await service.refreshLibrary()).get('half')?.card.version, card.version);
  await lookOnce(place, SETTINGS);
  assert.equal((await readState(new FolderFiles(home))).changes[0]?.phase, 'guard');
  await scoreLabelled(service, feedback, [100, 160], () => true);
  await lookOnce(place, SETTINGS);
  assert.deepEqual(await happened(home), ['tried', 'made', 'rolled-back']);
  assert.equal((await service.refreshLibrary()).snapshot, before);
  assert.deepEqual(
    (await readState(new FolderFiles(home))).changes.map((change) => [change.id, change.phase]),
    [[id, 'rolled-back']],
  );
  await close();
});

test('a worse version is retired, and one that the library has is refused', async () => {
  const { home, service, feedback, place, close } = await opened('worse', "response === 'good' ? 1 : 0");
  const before = service.library.snapshot;
  const worse = await stageTool({ home }, await sampleTool('half', '1'));
  const same = await stageTool({ home }, await sampleTool('half', "response === 'good' ? 1 : 0"));
  for (const card of [worse, same])
    await leaveWish(new FolderFiles(home), { what: { card }, by: 'test', reason: '' });
  await lookOnce(place, SETTINGS);
  await scoreLabelled(service, feedback, [0, 60]);
  await lookOnce(place, SETTINGS);
  assert.deepEqual((await happened(home)).sort(), ['retired', 'retired', 'tried']);
  assert.equal((await service.refreshLibrary()).snapshot, before);
  await close();
});

test('what somebody publishes meanwhile begins the trial anew', async () => {
  const { home, service, feedback, place, close } = await opened('rebased', '1');
  const card = await stageTool({ home }, await sampleTool('half', "response === 'good' ? 1 : 0"));
  await leaveWish(new FolderFiles(home), { what: { card }, by: 'test', reason: '' });
  await lookOnce(place, SETTINGS);
  await publishTool({ home }, await sampleTool('other', '0.5'), { by: 'user' });
  await service.refreshLibrary();
  await lookOnce(place, SETTINGS);
  const [change] = (await readState(new FolderFiles(home))).changes;
  assert.equal(change?.phase, 'shadow');
  assert.equal(change?.incumbent, service.library.snapshot);
  assert.deepEqual(await happened(home), ['tried', 'rebased']);
  await scoreLabelled(service, feedback, [0, 4]);
  await close();
});

test('a tool that a policy exploits is withdrawn, replaced where that is wanted, and comes back when it is right again', async () => {
  const { home, service, feedback, place, close } = await opened('exploited', '1');
  const before = service.library.snapshot;
  const requests: AnyRequest[] = [];
  const acquire = async (request: AnyRequest) => `a${requests.push(request)}`;
  const settings = { ...SETTINGS, withdraw: true, acquire: true };
  const look = () => lookOnce({ ...place, acquire }, settings);
  await scoreLabelled(service, feedback, [0, 200], () => true);
  await look();
  await scoreLabelled(service, feedback, [200, 260], () => false);
  await look();
  assert.deepEqual(await happened(home), ['withdrawn', 'acquisition']);
  const [change] = (await readState(new FolderFiles(home))).changes;
  assert.equal((await service.refreshLibrary()).snapshot, change?.candidate);
  assert.equal(service.library.routable('half'), false);
  const [request] = requests;
  assert.deepEqual(request?.target, { what: 'kind', kind: 'puzzle.sample' });
  assert.ok(request && 'rollouts' in request && request.rollouts.some(({ good }) => good === false));
  await scoreLabelled(service, feedback, [300, 304], () => false);
  await look();
  assert.equal(
    (await readState(new FolderFiles(home))).changes[0]?.phase,
    'guard',
    'it stays out while it is exploited',
  );
  await scoreLabelled(service, feedback, [400, 560], () => true);
  await look();
  assert.deepEqual(await happened(home), ['withdrawn', 'acquisition', 'rolled-back']);
  assert.equal((await service.refreshLibrary()).snapshot, before);
  await close();
});

test('nothing is withdrawn where nobody wants it; a built-in tool can be withdrawn and comes back', async () => {
  const { home, service, feedback, place, close } = await opened('kept', '1');
  const before = service.library.snapshot;
  await scoreLabelled(service, feedback, [0, 200], () => true);
  await scoreLabelled(service, feedback, [200, 260], () => false);
  await lookOnce(place, SETTINGS);
  assert.ok((await readState(new FolderFiles(home))).events.some(({ text }) => text.startsWith('precision')));
  assert.deepEqual([await happened(home), service.library.snapshot], [[], before]);
  const { card } = service.library.get('final-number')!;
  const what = { card: { ...card, evidence: { ...card.evidence!, admitted: false } } };
  const staged = await stageChange({ home }, what);
  const entry = await makeChange({ home }, what, staged!.incumbent, { by: 'test' });
  assert.equal((await service.refreshLibrary()).snapshot, entry?.snapshot);
  assert.equal(service.library.routable('final-number'), false);
  await rollBack({ home }, undefined, { by: 'test' });
  assert.equal((await service.refreshLibrary()).snapshot, before);
  await rollBack({ home }, entry?.seq, { by: 'test' });
  assert.equal((await service.refreshLibrary()).snapshot, entry?.snapshot);
  await close();
});

test('the policy as referee (URPO) is used no more once it surely agrees with too few audits; another tool stays', async () => {
  for (const [name, referee] of [
    ['referee', true],
    ['no-referee', false],
  ] as const) {
    const { home, service, feedback, place, close } = await opened(name, '1', referee);
    const app = await buildApp(service);
    const earned = async (run: string) => {
      const group = { prompt: 'puzzle 7', kind: 'puzzle.sample', responses: ['bad'] };
      const reply = await app.inject({
        method: 'POST',
        url: '/v1/rewards',
        payload: { run, groups: [group] },
      });
      return reply.json().items[0].reward;
    };
    assert.equal(await earned('before'), 1);
    await scoreLabelled(service, feedback, [0, 200]);
    await lookOnce(place, SETTINGS);
    await service.refreshLibrary();
    assert.deepEqual(await happened(home), referee ? ['withdrawn'] : []);
    assert.equal(await earned('after'), referee ? null : 1);
    assert.equal(await earned('before'), 1, 'a pinned run keeps it');
    await close();
  }
});

test('of two loops one works, the other waits; a stopped loop stays stopped until it is allowed again', async () => {
  const { home, place, close } = await opened('two', '1');
  const settings = { ...SETTINGS, everyMs: 5 };
  const [one, other] = [new AbortController(), new AbortController()];
  const lease = { ms: 2_000, renewEveryMs: 500 };
  const first = runLoop(place, settings, { signal: one.signal, lease });
  const second = runLoop(place, settings, { signal: other.signal, lease });
  one.abort();
  assert.equal(await first, 'aborted');
  await stopLoop(new FolderFiles(home));
  assert.equal(await second, 'stopped');
  assert.equal(await runLoop(place, settings, { signal: other.signal, once: true }), 'stopped');
  await allowAgain(new FolderFiles(home));
  assert.equal(await runLoop(place, settings, { signal: other.signal, once: true }), 'done');
  await close();
});

test('a loop that another process has overtaken keeps nothing of its look', async () => {
  const { home, service, feedback, place, close } = await opened('overtaken', '1');
  await scoreLabelled(service, feedback, [0, 4]);
  const [slow, quick] = [await Evolution.open(place, SETTINGS), await Evolution.open(place, SETTINGS)];
  await quick.look();
  const written = await place.files.read(STATE_FILE);
  await assert.rejects(slow.look(), /another process runs the loop/);
  assert.equal(await place.files.read(STATE_FILE), written);
  await scoreLabelled(service, feedback, [10, 12]);
  await quick.look();
  assert.equal((await readState(new FolderFiles(home))).groups, 6, 'who was in time goes on');
  await close();
});

/** Records groups of rollouts that a rule labels. */
async function scoreAll(
  service: RewardService,
  feedback: Feedback,
  prompts: readonly string[],
  texts: readonly string[],
  { isRight, kind }: { isRight?: (response: string) => boolean; kind?: string } = {},
): Promise<void> {
  const groups = prompts.map((content) => ({
    query: query.parse({ messages: [{ role: 'user', content }], ...(kind && { kind }) }),
    rollouts: texts.map((text) => ({ text })),
  }));
  await service.score({ context: {}, groups });
  const entries = groups.flatMap(({ query: asked }) =>
    texts.map((text) => ({
      sort: 'gold' as const,
      query: queryKey(asked),
      correct: isRight?.(text) ?? null,
      by: 'test',
      body: { query: asked, text },
    })),
  );
  if (isRight) await feedback.add(entries);
}

test('a composite of validated tools is found by labels, tried unpaid, made where it is better, and every step is in the log', async () => {
  const { home, service, feedback, place, close } = await opened(
    'composite',
    "response.includes('s') ? 1 : 0",
  );
  await publishTool({ home }, await sampleTool('facts', "response.includes('f') ? 1 : 0"), { by: 'user' });
  await service.refreshLibrary();
  const settings = { ...SETTINGS, improve: true };
  const isRight = (response: string) => response.includes('s') && response.includes('f');
  const texts = ['s', 'f', 's and f', 'none'];
  const prompts = (from: number) => Array.from({ length: 60 }, (_, at) => `letter ${from + at}`);
  await scoreAll(service, feedback, prompts(0), texts, { isRight, kind: 'puzzle.sample' });
  await lookOnce(place, settings);
  assert.deepEqual(await happened(home), ['proposed']);
  await lookOnce(place, settings);
  await scoreAll(service, feedback, prompts(100), texts, { isRight, kind: 'puzzle.sample' });
  await scoreAll(service, feedback, prompts(200), texts, { isRight, kind: 'puzzle.sample' });
  await lookOnce(place, settings);
  assert.deepEqual((await happened(home)).slice(0, 3), ['proposed', 'tried', 'made']);
  const [template] = (await service.refreshLibrary()).decisions.templates;
  assert.deepEqual(template?.tools.map(({ id }) => id).sort(), ['facts', 'half']);
  assert.match(template?.reason ?? '', /G9 shadow/);
  const row = { messages: [{ role: 'user', content: 'letter 900' }], kind: 'puzzle.sample' };
  const [rewards] = await service.score({
    context: {},
    groups: [{ query: query.parse(row), rollouts: texts.map((text) => ({ text })) }],
  });
  assert.deepEqual(
    rewards!.map(({ reward }) => (reward ?? 0) >= 0.5),
    [false, false, true, false],
  );
  await close();
});

test('a tool under another name is refused by itself, and of a new version the distance from the old one is told', async () => {
  const { home, service, feedback, place, close } = await opened('distance', "response === 'good' ? 1 : 0");
  const prompts = Array.from({ length: 60 }, (_, at) => `puzzle ${at}`);
  await scoreAll(service, feedback, prompts, ['good', 'bad'], { kind: 'puzzle.sample' });
  await lookOnce(place, SETTINGS);
  const copy = await stageTool({ home }, await sampleTool('copy', "response.startsWith('good') ? 1 : 0"));
  const other = await stageTool({ home }, await sampleTool('other', "response === 'bad' ? 1 : 0"));
  for (const card of [copy, other])
    await leaveWish(new FolderFiles(home), { what: { card }, by: 'test', reason: '' });
  await lookOnce(place, SETTINGS);
  const events = (await readState(new FolderFiles(home))).events.filter(
    ({ what }) => what === 'retired' || what === 'tried',
  );
  assert.deepEqual(
    events.map(({ what, text }) => [what, /under another name: STARC distance 0 over 120/.test(text)]).sort(),
    [
      ['retired', true],
      ['tried', false],
    ],
  );
  await publishTool({ home }, await sampleTool('half', "response === 'good' ? 0.5 : 0.4"), { by: 'user' });
  await publishTool({ home }, await sampleTool('half', "response === 'bad' ? 1 : 0"), { by: 'user' });
  await service.refreshLibrary();
  await lookOnce(place, SETTINGS);
  const told = (await readState(new FolderFiles(home))).events.find(({ what }) => what === 'compared');
  assert.deepEqual([told?.data.distance, told?.data.responses, told?.data.changed], [1, 120, 120]);
  await close();
});

test('the loop has kinds named once by a scripted policy agent, and opens what they lack', async () => {
  const { home, service, feedback, place, close } = await opened('named', '1');
  const model = scriptedModel(
    ({ prompt }): JsonObject =>
      prompt.startsWith('Cards:')
        ? { decisions: choicesIn(prompt) }
        : {
            names: [...prompt.matchAll(/^(\d+)\. \d+ prompts, such as\n(.*)/gm)].map(
              ([, number, first = '']) => ({
                cluster: Number(number),
                kind: first.includes('snark') ? 'snarks.blorple' : 'none',
                says: 'a test',
              }),
            ),
          },
  );
  const asks: AskPolicy = async (work, mostNamings) => {
    const before = model.usage.calls;
    const outcome = await workOnPolicy(work, service.library, model, {
      mostNamings,
      publish: async (made) => {
        await publishDecisions({ home }, made, { by: 'policy' });
        return service.refreshLibrary();
      },
    });
    return { ...outcome, usage: { ...model.usage, calls: model.usage.calls - before } };
  };
  const requests: AnyRequest[] = [];
  const acquire = async (request: AnyRequest) => `a${requests.push(request)}`;
  const settings = { ...SETTINGS, acquire: true, leastQueries: 6 };
  const look = () => lookOnce({ ...place, acquire, askPolicy: asks }, settings);
  const words = 'tomato garlic onion pepper leek bean pea beet'.split(' ');
  const snarks = words.map((word) => `Blorple the snark: ${word} zup`);
  await scoreAll(service, feedback, ['What is the capital of Peru?', ...snarks], ['it is done']);
  await look();
  assert.deepEqual(
    requests.map(({ target }) => target),
    [{ what: 'kind', kind: 'snarks.blorple' }],
  );
  const calls = model.requests.length;
  await scoreAll(
    service,
    feedback,
    snarks.map((one) => `${one} again`),
    ['it is done'],
  );
  await look();
  assert.deepEqual([model.requests.length, await happened(home)], [calls, ['named', 'acquisition']]);
  await close();
});
