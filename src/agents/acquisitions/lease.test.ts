import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Completer } from '../../models/completer.ts';
import { FolderFiles } from '../../store/folder-files.ts';
import { openJobs, withJobs } from '../../store/open-registry.ts';
import { counting, open, request } from '../../testing/counted-acquisition.ts';
import { AcquisitionFiles } from './acquisition-files.ts';

/** A process that took an acquisition and died at its second question, as a container that is killed: nothing is given back. */
async function crashedProcess(context: TestContext, leaseMs: number): Promise<{ home: string; id: string }> {
  const { promise: asked, resolve: reached } = Promise.withResolvers<void>();
  const answers = counting();
  const dying: Completer = {
    name: 'dying',
    complete: async (question) => {
      if (answers.asked > 0) {
        reached();
        return new Promise(() => {});
      }
      return answers.complete(question);
    },
  };
  const lease = { ms: leaseMs, renewEveryMs: 3_600_000 };
  const { home, acquisitions } = open(context, { openModel: async () => dying, lease });
  const { id } = await acquisitions.request(request());
  await asked;
  return { home, id };
}

test('while a lease runs the target is its owner’s, be it alive or not, whatever process ids say', async (context) => {
  const { home, id } = await crashedProcess(context, 3_600_000);
  const { acquisitions } = open(context, { home, lease: { ms: 300, renewEveryMs: 100 } });
  assert.equal((await acquisitions.get(id))?.status, 'running');
  const held = await withJobs(home, (jobs) => jobs.get(id));
  await assert.rejects(acquisitions.take(held!, new AbortController().signal), {
    code: 'RLAR_ACQUISITION_RUNNING',
  });
  await assert.rejects(acquisitions.request(request()), { code: 'RLAR_ACQUISITION_RUNNING' });
  await assert.rejects(acquisitions.request(request('style:rhyme', 2)), { code: 'RLAR_ACQUISITION_RUNNING' });
  assert.equal((await (await acquisitions.request(request('style:other'))).done).status, 'refused');
  await acquisitions.close();
});

test('after a crash it is interrupted, and goes on by itself without asking again what was answered', async (context) => {
  const { home, id } = await crashedProcess(context, 0);
  const { completer, acquisitions } = open(context, { home });
  assert.deepEqual(
    (await acquisitions.list()).map((state) => [state.id, state.status]),
    [[id, 'interrupted']],
  );
  const jobs = await openJobs(home);
  await jobs.work('acquisition', (job, signal) => acquisitions.take(job, signal), { lookEveryMs: 10 });
  while ((await jobs.get(id))?.state === 'open') await setTimeout(1);
  assert.equal((await acquisitions.get(id))?.status, 'refused');
  assert.equal(completer.asked, 2);
  await setTimeout(20);
  assert.equal(completer.asked, 2, 'what has ended is not taken up again');
  await jobs.close();
  await acquisitions.close();
});

test('an owner whose lease was taken over stops, and writes nothing more', async (context) => {
  const { promise: asked, resolve: reached } = Promise.withResolvers<void>();
  const patient: Completer = {
    name: 'patient',
    complete: ({ signal }) => {
      reached();
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    },
  };
  const lease = { ms: 0, renewEveryMs: 20 };
  const { home, acquisitions } = open(context, { openModel: async () => patient, lease });
  const { id, done } = await acquisitions.request(request());
  await asked;
  const thief = { id, kind: 'acquisition', key: 'constraint style:rhyme', spec: {}, owner: 'thief' };
  await withJobs(home, async (jobs) => {
    while ((await jobs.claim({ ...thief, leaseMs: 3_600_000 })) !== null) await setTimeout(1);
  });
  assert.equal((await done).note, 'taken over elsewhere');
  const files = new AcquisitionFiles(new FolderFiles(home), id);
  assert.equal((await files.state())?.status, 'running');
  assert.equal((await withJobs(home, (jobs) => jobs.get(id)))?.owner, 'thief');
  await acquisitions.close();
});

test('closing stops what is in work, and it can go on', async (context) => {
  const patient: Completer = {
    name: 'patient',
    complete: ({ signal }) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  };
  const { home, acquisitions } = open(context, { openModel: async () => patient });
  const running = await acquisitions.request(request());
  await acquisitions.close();
  assert.equal((await running.done).status, 'interrupted');
  const after = open(context, { home });
  assert.equal((await (await after.acquisitions.resume(running.id)).done).status, 'refused');
});
