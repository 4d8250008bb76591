/** Programs over the queue of a real PostgreSQL: shared, redelivered, asked for again, given up. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { RlarError } from '../spec/errors.ts';
import { scored } from '../spec/verdict.ts';
import { PostgresProgramQueue } from '../store/postgres/program-queue.ts';
import { overPostgres } from '../testing/over-postgres.ts';
import { toToolQuery } from '../tools/fixtures.ts';
import { Elsewhere, type ElsewhereSettings } from './elsewhere.ts';
import type { ProgramEntry } from './program-entry.ts';
import { ProgramWorker } from './program-worker.ts';

const QUERY = toToolQuery({});
const forever = new AbortController().signal;

function entry(text: string): ProgramEntry {
  return {
    tool: 'unit-tests',
    version: '1.0.0',
    snapshot: 'lib-1',
    options: {},
    query: QUERY,
    rollouts: [{ text }],
  };
}

overPostgres('programs that other processes run', (postgres) => {
  const ask = (context: TestContext, url: string, settings: ElsewhereSettings = {}): Elsewhere => {
    const elsewhere = new Elsewhere(new PostgresProgramQueue(url), { lookEveryMs: 200, ...settings });
    context.after(() => elsewhere.close());
    return elsewhere;
  };
  const work = (
    context: TestContext,
    url: string,
    run: (entry: ProgramEntry, signal: AbortSignal) => Promise<number>,
  ): ProgramWorker => {
    const worker = new ProgramWorker(
      new PostgresProgramQueue(url),
      async (given, signal) => [{ verdict: scored(await run(given, signal)), ms: 1 }],
      { places: 2, keepEveryMs: 200, lookEveryMs: 200, graceMs: 100 },
    );
    worker.start();
    context.after(() => worker.close());
    return worker;
  };
  const answerTo = async (elsewhere: Elsewhere, text: string): Promise<unknown> => {
    const [answer] = await elsewhere.run(entry(text), forever);
    return answer!.verdict.status === 'scored' ? answer!.verdict.value : answer!.verdict;
  };

  test('a program that several ask for is run once, and no process takes more than it can run', async (context) => {
    const url = await postgres.database();
    let [runs, most, running] = [0, 0, 0];
    work(context, url, async ({ rollouts }) => {
      runs += 1;
      running += 1;
      most = Math.max(most, running);
      await setTimeout(20);
      running -= 1;
      return rollouts[0]!.text.length;
    });
    const askers = [ask(context, url), ask(context, url)];
    const texts = Array.from({ length: 12 }, (_, length) => 'x'.repeat(length));
    const values = await Promise.all(
      askers.map((asker) => Promise.all(texts.map((text) => answerTo(asker, text)))),
    );
    for (const all of values)
      assert.deepEqual(
        all,
        texts.map(({ length }) => length),
      );
    assert.equal(runs, 12);
    assert.equal(most, 2);
    const later = ask(context, url);
    assert.equal(await answerTo(later, 'xxx'), 3);
    assert.equal(runs, 12, 'an answer stands for a while');
  });

  test('what a process took before it died is run by another, and a failure is no answer for the next', async (context) => {
    const url = await postgres.database();
    const dead = new PostgresProgramQueue(url);
    const asker = ask(context, url);
    const waiting = answerTo(asker, 'lost');
    while ((await dead.take('dead', 1)).length === 0) await setTimeout(20);
    await dead.close();
    let tries = 0;
    work(context, url, async ({ rollouts }) => {
      if (rollouts[0]!.text === 'lost') return 1;
      tries += 1;
      if (tries === 1) throw new RlarError('RLAR_TOOL_STARVED', 'no processor');
      return 0.5;
    });
    assert.equal(await waiting, 1);
    const failure = (await answerTo(asker, 'starved')) as { error: { code: string; retryable: boolean } };
    assert.deepEqual([failure.error.code, failure.error.retryable], ['RLAR_TOOL_STARVED', true]);
    assert.equal(await answerTo(asker, 'starved'), 0.5);
  });

  test('a server that crashed has forgotten the programs, and they are asked for again', async (context) => {
    const url = await postgres.database();
    const asker = ask(context, url);
    const waiting = answerTo(asker, 'kept');
    const queue = new PostgresProgramQueue(url);
    context.after(() => queue.close());
    while ((await queue.state()).waiting === 0) await setTimeout(20);
    await postgres.crash();
    work(context, url, async () => 1);
    assert.equal(await waiting, 1);
  });

  test('a program that nobody wants any more is ended; without a process that takes any, it fails and may be tried again', async (context) => {
    const url = await postgres.database();
    const alone = ask(context, url, { absentMs: 400 });
    await assert.rejects(alone.run(entry('nobody'), forever), (thrown: unknown) => {
      return (
        thrown instanceof RlarError && thrown.code === 'RLAR_SANDBOX_ABSENT' && thrown.toBody().retryable
      );
    });
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    work(context, url, async (_entry, signal) => {
      begin();
      signal.addEventListener('abort', () => end(), { once: true });
      await ended;
      return 1;
    });
    const leaving = new AbortController();
    const gone = alone.run(entry('endless'), leaving.signal);
    await begun;
    leaving.abort(new Error('the client has gone'));
    await assert.rejects(gone, /client has gone/);
    await ended;
  });
});
