import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { Completer } from '../../models/completer.ts';
import { RlarError } from '../../spec/errors.ts';
import { FolderFiles } from '../../store/folder-files.ts';
import { withJobs } from '../../store/open-registry.ts';
import { counting, open, request } from '../../testing/counted-acquisition.ts';
import { AcquisitionFiles } from './acquisition-files.ts';
import type { Acquire } from './run-acquisition.ts';
import { acquireSettings } from './settings.ts';

test('an acquisition runs in the background and leaves state, trace and outcome', async (context) => {
  const { home, completer, acquisitions } = open(context);
  const running = await acquisitions.request(request());
  assert.equal(running.joined, false);
  const state = await running.done;
  assert.equal(state.status, 'refused');
  assert.deepEqual(state.usage, { calls: 3, inputTokens: 30, outputTokens: 15, costUsd: null });
  assert.deepEqual(await acquisitions.get(running.id), state);
  const files = new AcquisitionFiles(new FolderFiles(home), running.id);
  assert.deepEqual(
    (await files.trace()).map((line) => line.type),
    ['start', 'exchange', 'event', 'exchange', 'event', 'exchange', 'event', 'end'],
  );
  assert.deepEqual(await files.request(), request());
  assert.equal(completer.asked, 3);
  const job = await withJobs(home, (jobs) => jobs.get(running.id));
  assert.deepEqual([job?.state, job?.until], ['ended', null]);
});

test('what has its answer is not asked again', async (context) => {
  const { completer, acquisitions } = open(context);
  await (await acquisitions.request(request())).done;
  const again = await acquisitions.request(request());
  assert.equal(again.joined, true);
  assert.equal((await again.done).status, 'refused');
  assert.equal(completer.asked, 3);
  await (await acquisitions.request(request('style:rhyme', 2))).done;
  assert.equal(completer.asked, 3 + 3);
});

test('one acquisition for a target at a time: who asks for it joins', async (context) => {
  const { completer, acquisitions } = open(context);
  const all = await Promise.all([
    acquisitions.request(request()),
    acquisitions.request(request()),
    acquisitions.request(request('style:rhyme', 2)),
    acquisitions.request(request('style:other')),
  ]);
  assert.deepEqual(
    all.map((running) => running.joined),
    [false, true, true, false],
  );
  assert.equal(new Set(all.map((running) => running.id)).size, 2);
  await Promise.all(all.map((running) => running.done));
  assert.equal(completer.asked, 6);
});

test('no more work at once than configured', async (context) => {
  let open_ = 0;
  let most = 0;
  const acquire: Acquire = async () => {
    open_ += 1;
    most = Math.max(most, open_);
    await setTimeout(20);
    open_ -= 1;
    return { outcome: 'not-checkable', reason: 'taste' };
  };
  const { acquisitions } = open(context, { acquire, settings: acquireSettings.parse({ concurrency: 2 }) });
  const all = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => acquisitions.request(request(id))));
  const states = await Promise.all(all.map((running) => running.done));
  assert.ok(states.every((state) => state.status === 'not-checkable'));
  assert.equal(most, 2);
});

test('an acquisition that failed goes on without asking again what was answered', async (context) => {
  const broken = counting(3);
  const first = open(context, { openModel: async () => broken });
  const state = await (await first.acquisitions.request(request())).done;
  assert.equal(state.status, 'failed');
  assert.equal(state.error?.code, 'RLAR_MODEL_UNREACHABLE');
  assert.equal(state.usage.calls, 2);

  const { completer, acquisitions } = open(context, { home: first.home });
  const ended = await (await acquisitions.resume(state.id)).done;
  assert.equal(ended.status, 'refused');
  assert.equal(completer.asked, 1);
  assert.equal(acquisitions.calls, 1);
  assert.equal(ended.usage.calls, 3);
  assert.equal(ended.attempts, 2);
});

test('a trace that a crash cut short is read up to there', async (context) => {
  const broken = counting(3);
  const first = open(context, { openModel: async () => broken });
  const { id } = await (await first.acquisitions.request(request())).done;
  const files = new AcquisitionFiles(new FolderFiles(first.home), id);
  const trace = join(first.home, 'acquisitions', id, 'trace.jsonl');
  appendFileSync(trace, '{"type":"exchange","at":1,"key":"hal');
  await files.writeState({ ...(await files.state())!, status: 'running' });
  assert.equal((await first.acquisitions.get(id))?.status, 'interrupted');

  const { completer, acquisitions } = open(context, { home: first.home });
  const ended = await (await acquisitions.request(request())).done;
  assert.equal(ended.status, 'refused');
  assert.equal(completer.asked, 1);
  assert.ok(
    readFileSync(trace, 'utf8')
      .split('\n')
      .slice(0, -1)
      .every((line) => JSON.parse(line)),
  );
});

test('a spent budget ends it with a clear error; a larger one lets it go on', async (context) => {
  const first = open(context, { settings: acquireSettings.parse({ maxCalls: 2 }) });
  const state = await (await first.acquisitions.request(request())).done;
  assert.equal(state.error?.code, 'RLAR_BUDGET_SPENT');
  const { completer, acquisitions } = open(context, { home: first.home });
  assert.equal((await (await acquisitions.resume(state.id)).done).status, 'refused');
  assert.equal(completer.asked, 1);
});

test('answers that are on their way when it fails are kept: they are paid for', async (context) => {
  const slow: Completer = {
    name: 'slow',
    complete: async ({ prompt }) => {
      if (prompt === 'b') throw new RlarError('RLAR_MODEL_REFUSED', 'no');
      await setTimeout(50);
      return { text: 'late', inputTokens: 1, outputTokens: 1, model: 'slow' };
    },
  };
  const acquire: Acquire = async (_, model) => {
    const ask = (prompt: string) => model!.ask({ purpose: 'p', system: 's', prompt });
    await Promise.all([ask('a').then(() => ask('c')), ask('b')]);
    return { outcome: 'not-checkable', reason: '' };
  };
  const { acquisitions } = open(context, { acquire, openModel: async () => slow });
  const state = await (await acquisitions.request(request())).done;
  assert.equal(state.error?.code, 'RLAR_MODEL_REFUSED');
  assert.equal(state.usage.calls, 1);
  const exchanges = (await acquisitions.trace(state.id)).filter((line) => line.type === 'exchange');
  assert.equal(exchanges.length, 1);
});

test('where texts are not kept, none is on the disk', async (context) => {
  const { home, acquisitions } = open(context, { keepTexts: false });
  const worded = { what: 'constraint', id: 'style:rhyme', text: 'private words' } as const;
  const { id } = await (await acquisitions.request({ ...request(), target: worded })).done;
  assert.equal(await new AcquisitionFiles(new FolderFiles(home), id).request(), null);
  const folder = join(home, 'acquisitions', id);
  for (const name of readdirSync(folder)) {
    assert.doesNotMatch(readFileSync(join(folder, name), 'utf8'), /private/, name);
  }
});

test('an answer that did not fit is asked for again when the acquisition goes on', async (context) => {
  const shapeless: Acquire = async (_, model) => {
    const { n } = await model!.askStructured(
      { purpose: 'p', system: 's', prompt: 'n?' },
      z.object({ n: z.number() }),
    );
    return { outcome: 'not-checkable', reason: String(n) };
  };
  const answering = (text: string) => async (): Promise<Completer> => ({
    name: 'tiny',
    complete: async () => ({ text, inputTokens: 1, outputTokens: 1, model: 'tiny' }),
  });
  const first = open(context, { acquire: shapeless, openModel: answering('none') });
  const state = await (await first.acquisitions.request(request())).done;
  assert.equal(state.error?.code, 'RLAR_MODEL_INVALID_OUTPUT');
  const { acquisitions } = open(context, {
    home: first.home,
    acquire: shapeless,
    openModel: answering('{"n":4}'),
  });
  assert.equal((await (await acquisitions.resume(state.id)).done).note, '4');
});

test('without a model the error says so, and nothing is left behind', async (context) => {
  const missing = async (): Promise<Completer> => {
    throw new RlarError('RLAR_MODEL_MISSING', 'none');
  };
  const { acquisitions } = open(context, { openModel: missing });
  await assert.rejects(acquisitions.request(request()), { code: 'RLAR_MODEL_MISSING' });
  assert.deepEqual(await acquisitions.list(), []);
  await assert.rejects(acquisitions.resume('none'), { code: 'RLAR_NOT_FOUND' });
  await assert.rejects(acquisitions.get('../../etc'), { code: 'RLAR_NOT_FOUND' });
});
