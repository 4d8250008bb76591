import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RlarError } from '../spec/errors.ts';
import { eachRollout, inapplicable } from '../spec/prepared-tool.ts';
import type { PreparedTool, RewardFunction, Tool } from '../spec/tool.ts';
import type { ToolDeclaration } from '../spec/tool-card.ts';
import { scored, unscored } from '../spec/verdict.ts';
import { editDistance } from '../tools/edit-distance/index.ts';
import { toToolQuery } from '../tools/fixtures.ts';
import { literal } from '../tools/literal/index.ts';
import { Executor } from './executor.ts';
import { placementOf } from './placement.ts';

const card = (parts: Partial<ToolDeclaration> = {}): ToolDeclaration => ({
  ...literal.declaration,
  id: 'mine',
  execution: 'async',
  deadlineMs: 60_000,
  provenance: { origin: 'user' },
  ...parts,
});
const toolOf = (prepared: PreparedTool, declaration = card(), parts: Partial<Tool> = {}): Tool => ({
  declaration,
  ...parts,
  prepare: () => prepared,
});
const work = (tool: Tool, texts: readonly string[], parts: { run?: string; queryKey?: string } = {}) => ({
  tool,
  query: toToolQuery({}),
  options: {},
  rollouts: texts.map((text) => ({ text })),
  ...parts,
});
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('concurrency: never more work at one time than the card says, over all calls, late work included', async () => {
  const executor = new Executor({ threads: 0 });
  let running = 0;
  let most = 0;
  const judge: RewardFunction = async (_, { signal }) => {
    most = Math.max(most, ++running);
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    await turn();
    running -= 1;
    return scored(1);
  };
  const tool = toolOf(eachRollout(judge), card({ concurrency: 2, deadlineMs: 5 }));
  await Promise.all([executor.run([work(tool, ['a', 'b', 'c'])]), executor.run([work(tool, ['d', 'e'])])]);
  await executor.close();
  assert.equal(most, 2);
});

test('runs take turns: one piece of another run waits for one place, not for all that stand before it', async () => {
  const executor = new Executor({ threads: 0 });
  const order: string[] = [];
  const judge: RewardFunction = async ({ text }) => {
    order.push(text);
    await turn();
    return scored(1);
  };
  const tool = toolOf(eachRollout(judge), card({ concurrency: 1 }));
  const many = Array.from({ length: 50 }, (_, index) => `many ${index}`);
  await Promise.all([
    executor.run([work(tool, many, { run: 'evaluation' })]),
    executor.run([work(tool, ['one'], { run: 'training' })]),
  ]);
  assert.ok(order.indexOf('one') <= 2, `the other run was number ${order.indexOf('one')}`);
  assert.equal(order.length, 51);
});

test('what is kept is answered, what is running is joined, and what the machine failed is tried again', async () => {
  const executor = new Executor({ threads: 0 });
  const asked: string[] = [];
  const judge: RewardFunction = async ({ text }) => {
    asked.push(text);
    await turn();
    if (text === 'busy') return unscored('no budget', undefined, 'system');
    if (text === 'broken') throw new Error('no');
    return scored(1);
  };
  const tool = toolOf(eachRollout(judge));
  const run = () => executor.run([work(tool, ['good', 'good', 'busy', 'broken'], { queryKey: 'q' })]);
  const [first] = await run();
  assert.deepEqual(asked, ['good', 'busy', 'broken']);
  assert.deepEqual(
    first!.map(({ cached }) => cached),
    [false, true, false, false],
  );
  await run();
  assert.deepEqual(asked.slice(3), ['busy', 'broken']);
  await executor.run([work(tool, ['good'], { queryKey: 'another' })]);
  assert.equal(asked.at(-1), 'good');
  await executor.close();
});

test('a verdict is kept by everything that the tool was shown: meta where it reads it, steps, options, version', async () => {
  const executor = new Executor({ threads: 0 });
  let calls = 0;
  const count = (readsMeta: boolean) =>
    toolOf(
      eachRollout(() => scored(++calls / 1000)),
      card({ id: `reads-${readsMeta}`, readsMeta, provenance: { origin: 'agent' } }),
    );
  const values = async (tool: Tool, extra: readonly string[]) => {
    const rollouts = extra.map((target) => ({
      text: 'same',
      meta: { source: '', extra: { target }, columns: {} },
    }));
    const [answers] = await executor.run([{ ...work(tool, []), queryKey: 'q', rollouts }]);
    return answers!.map(({ verdict }) => verdict.status === 'scored' && verdict.value);
  };
  assert.equal(new Set(await values(count(true), ['a', 'b', 'a'])).size, 2);
  assert.equal(new Set(await values(count(false), ['a', 'b', 'a'])).size, 1);
});

test('verdicts on a group are never kept: they depend on the others', async () => {
  const executor = new Executor({ threads: 0 });
  const tool = toolOf({ score: (all) => all.map(() => scored(1 / all.length)) }, card(), { batch: 'group' });
  const value = async (texts: readonly string[]) =>
    (await executor.run([work(tool, texts, { queryKey: 'q' })]))[0]!.map(
      ({ verdict }) => verdict.status === 'scored' && verdict.value,
    );
  assert.deepEqual(await value(['a', 'b']), [0.5, 0.5]);
  assert.deepEqual(await value(['a']), [1]);
});

test('a tool is opened once before its first work; one that does not open fails its rollouts and is tried again', async () => {
  const executor = new Executor({ threads: 0, healthMs: 0 });
  let opened = 0;
  const open = async () => {
    opened += 1;
    if (opened === 1) throw new Error('no endpoint');
  };
  const tool = toolOf(
    eachRollout(() => scored(1)),
    card(),
    { open },
  );
  const statuses = async () =>
    (await executor.run([work(tool, ['a', 'b']), work(tool, ['c'])]))
      .flat()
      .map(({ verdict }) => verdict.status);
  assert.deepEqual(await statuses(), ['failed', 'failed', 'failed']);
  assert.deepEqual(await statuses(), ['scored', 'scored', 'scored']);
  assert.deepEqual(await statuses(), ['scored', 'scored', 'scored']);
  assert.equal(opened, 2);
});

test('closing aborts what is in work, and waits for it', async () => {
  const executor = new Executor({ threads: 0 });
  let ended = false;
  const judge: RewardFunction = async (_, { signal }) => {
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    ended = true;
    throw new Error('aborted');
  };
  const running = executor.run([work(toolOf(eachRollout(judge)), ['a'])]);
  await turn();
  await executor.close();
  assert.ok(ended);
  assert.equal((await running)[0]![0]!.verdict.status, 'failed');
});

test('flags of a verdict arrive, and what is no flag is no verdict', async () => {
  const executor = new Executor({ threads: 0 });
  const flagged = (flags: readonly string[]) =>
    toolOf(
      eachRollout(() => ({ ...scored(1), flags })),
      card({ id: `f${flags.length}` }),
    );
  const verdictOf = async (tool: Tool) => (await executor.run([work(tool, ['a'])]))[0]![0]!.verdict;
  assert.deepEqual((await verdictOf(flagged(['copied-source']))).flags, ['copied-source']);
  assert.equal((await verdictOf(flagged(['\u001b[31m', 'x']))).status, 'failed');
});

/** A tool that works until it is told to end, or until `release` is called. */
function stubborn(parts: Partial<ToolDeclaration> = {}) {
  const begun: string[] = [];
  const aborted: string[] = [];
  const gate = Promise.withResolvers<void>();
  const judge: RewardFunction = async ({ text }, { signal }) => {
    begun.push(text);
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => {
        aborted.push(text);
        reject(signal.reason);
      });
      void gate.promise.then(resolve);
    });
    return scored(1);
  };
  return { tool: toolOf(eachRollout(judge), card(parts)), begun, aborted, release: gate.resolve };
}

test('work that nobody wants any more is aborted, and what of it waited for a place is never begun', async () => {
  const executor = new Executor({ threads: 0 });
  const { tool, begun, aborted, release } = stubborn({ concurrency: 1 });
  const gone = new AbortController();
  const lost = executor.run([work(tool, ['a', 'b', 'c'], { queryKey: 'q' })], gone.signal);
  const kept = executor.run([work(tool, ['d'], { queryKey: 'q' })], new AbortController().signal);
  await turn();
  gone.abort(new Error('gone'));
  await assert.rejects(lost, /gone/);
  await turn();
  assert.deepEqual([begun, aborted], [['a', 'd'], ['a']]);
  release();
  assert.equal((await kept)[0]![0]!.verdict.status, 'scored');
  await assert.rejects(executor.run([work(tool, ['e'])], gone.signal), /gone/);
  assert.ok(!begun.includes('e'));
  await executor.close();
});

test('work that another call waits for goes on; aborted work is joined by nobody', async () => {
  const executor = new Executor({ threads: 0 });
  const { tool, begun, aborted, release } = stubborn();
  const run = (texts: readonly string[], signal: AbortSignal) =>
    executor.run([work(tool, texts, { queryKey: 'q' })], signal);
  const [first, second] = [new AbortController(), new AbortController()];
  const lost = run(['shared'], first.signal);
  const own = run(['own'], first.signal);
  const joined = run(['shared'], second.signal);
  await turn();
  first.abort(new Error('gone'));
  await assert.rejects(lost, /gone/);
  await assert.rejects(own, /gone/);
  assert.deepEqual([begun, aborted], [['shared', 'own'], ['own']]);
  const again = run(['own'], second.signal);
  await turn();
  assert.deepEqual(begun, ['shared', 'own', 'own']);
  release();
  assert.equal((await joined)[0]![0]!.cached, true);
  assert.deepEqual(
    [...(await joined)[0]!, ...(await again)[0]!].map(({ verdict }) => verdict.status),
    ['scored', 'scored'],
  );
  await executor.close();
});

test('whether a tool can serve a query is asked where it would judge, and a tool that breaks there serves none', async () => {
  const executor = new Executor({ threads: 1 });
  const onThisThread = (): never => assert.fail('prepared on the calling thread');
  const inThread: Tool = { ...editDistance, prepare: onThisThread };
  const askedOf = (tool: Tool) => executor.inapplicable({ tool, query: toToolQuery({}), options: {} });
  assert.equal(placementOf(inThread, [], { threads: true, elsewhere: false }), 'thread');
  assert.equal(typeof (await askedOf(inThread)), 'string');
  assert.equal(await askedOf(toolOf(inapplicable('no tests'))), 'no tests');
  assert.equal(await askedOf(toolOf(eachRollout(() => assert.fail('it judged')))), null);
  const later = (inapplicable: Promise<string | undefined>) =>
    askedOf(toolOf({ ...eachRollout(() => assert.fail('it judged')), inapplicable }));
  assert.equal(await later(Promise.resolve('no rubric')), 'no rubric');
  assert.equal(await later(Promise.resolve(undefined)), null);
  const away = new RlarError('RLAR_DATABASE_UNREACHABLE', 'away');
  assert.equal(await later(Promise.reject(away)), null, 'another try may go better');
  assert.match((await later(Promise.reject(new Error('no such table')))) ?? '', /^mine: no such table/);
  const silent = { ...toolOf({ ...eachRollout(() => assert.fail()), inapplicable: new Promise(() => {}) }) };
  assert.equal(await askedOf({ ...silent, declaration: card({ deadlineMs: 50 }) }), null);
  const breaking: Tool = { declaration: card(), prepare: () => JSON.parse('{') };
  assert.match((await askedOf(breaking)) ?? '', /^mine: .*JSON/);
  await executor.close();
});
