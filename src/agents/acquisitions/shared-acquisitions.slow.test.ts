/** Acquisitions of processes that share a database and no folder, as on machines of their own. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Completer } from '../../models/completer.ts';
import { openJobs, withHomeFiles } from '../../store/open-registry.ts';
import { counting, open, request } from '../../testing/counted-acquisition.ts';
import { noPostgres, type PrivatePostgres, privatePostgres } from '../../testing/private-postgres.ts';
import { readNotes, writeNotes } from './failure-notes.ts';

describe('acquisitions over a shared database', { skip: noPostgres() ?? false }, () => {
  let postgres: PrivatePostgres;
  before(async () => {
    postgres = await privatePostgres();
    process.env.RLAR_DATABASE_URL = await postgres.database();
  });
  after(async () => {
    delete process.env.RLAR_DATABASE_URL;
    await postgres.stop();
  });

  test('one whose machine died goes on at another without a question twice, and any process shows its steps', async (context) => {
    const { promise: asked, resolve: reached } = Promise.withResolvers<void>();
    const answers = counting();
    const dying: Completer = {
      name: 'dying',
      complete: async (question) => {
        if (answers.asked === 2) {
          reached();
          return new Promise(() => {});
        }
        return answers.complete(question);
      },
    };
    const lease = { ms: 0, renewEveryMs: 3_600_000 };
    const first = open(context, { openModel: async () => dying, lease });
    const { id } = await first.acquisitions.request(request());
    await asked;

    const [reader, second] = [open(context), open(context)];
    assert.notEqual(reader.home, first.home);
    assert.equal((await reader.acquisitions.get(id))?.status, 'interrupted');
    const kinds = (await reader.acquisitions.trace(id)).map(({ type }) => type);
    assert.deepEqual(kinds, ['start', 'exchange', 'event', 'exchange', 'event']);

    const jobs = await openJobs(second.home);
    await jobs.work('acquisition', (job, signal) => second.acquisitions.take(job, signal), {
      lookEveryMs: 10,
    });
    while ((await jobs.get(id))?.state === 'open') await setTimeout(10);
    const ended = await reader.acquisitions.get(id);
    assert.deepEqual([ended?.status, ended?.attempts, ended?.usage.calls], ['refused', 2, 3]);
    assert.equal(second.completer.asked, 1, 'two of three questions were answered before');
    assert.deepEqual(
      (await reader.acquisitions.list()).map((state) => state.id),
      [id],
    );
    for (const { home } of [first, second, reader])
      assert.equal(existsSync(join(home, 'acquisitions')), false);
    await jobs.close();
    await Promise.all([second, reader].map(({ acquisitions }) => acquisitions.close()));
  });

  test('a database that dies and comes back while an acquisition is in work costs none of its answers', async (context) => {
    const answers = counting();
    const crashing: Completer = {
      name: 'crashing',
      complete: async (question) => {
        if (answers.asked === 1) {
          const back = postgres.crash();
          const answer = await answers.complete(question);
          void back;
          return answer;
        }
        return answers.complete(question);
      },
    };
    const { acquisitions } = open(context, { openModel: async () => crashing });
    const { id, done } = await acquisitions.request(request('style:crash'));
    assert.equal((await done).status, 'refused');
    const trace = await acquisitions.trace(id);
    assert.deepEqual(
      trace.map(({ type }) => type),
      ['start', 'exchange', 'event', 'exchange', 'event', 'exchange', 'event', 'end'],
    );
    assert.equal(answers.asked, 3);
    await acquisitions.close();
  });

  test('what failures taught is known to all', async (context) => {
    const [one, other] = [open(context).home, open(context).home];
    const note = {
      id: 'n',
      target: 'constraint a:b',
      what: 'constraint' as const,
      text: 'read the text alone',
      by: 'gates' as const,
      score: 0.2,
      tries: 0,
      gained: 0,
      at: 1,
    };
    await withHomeFiles(one, (files) => writeNotes(files, [note]));
    assert.deepEqual(await withHomeFiles(other, readNotes), [note]);
  });
});
