/** Jobs over a real PostgreSQL: left by one process, done by another, and by a third where that one dies. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { overPostgres } from '../../testing/over-postgres.ts';
import type { Job } from '../jobs.ts';
import { openPostgres } from './database.ts';
import { PostgresJobs } from './jobs.ts';

const OFFER = { id: 'a', kind: 'acquisition', key: 'kind riddles', spec: { request: { n: 1 } } };
/** A process that takes a job, says so, and never ends it. */
const HOLDER = `
const [database, jobsModule, url] = process.argv.slice(1);
const { openPostgres } = await import(database);
const { PostgresJobs } = await import(jobsModule);
const jobs = new PostgresJobs(await openPostgres(url), url);
await jobs.work('acquisition', async (job) => {
  await jobs.claim({ ...job, owner: 'holder', leaseMs: 5_000 });
  console.log('taken', job.id);
  await new Promise(() => {});
});
setInterval(() => {}, 1000);
`;

overPostgres('jobs that are delivered', (postgres) => {
  test('a job whose process was killed is done by another within half a minute, once, and is forgotten then', async (context) => {
    const url = await postgres.database();
    const open = async () => new PostgresJobs(await openPostgres(url, { connections: 3 }), url);
    const [asking, working] = [await open(), await open()];
    assert.equal(await asking.offer(OFFER), 'a');
    assert.equal(await asking.offer({ ...OFFER, id: 'b' }), 'a', 'one job of a kind and key at a time');
    const at = (file: string) => pathToFileURL(`${import.meta.dirname}/${file}`).href;
    const holder = spawn(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        '--input-type=module',
        '-e',
        HOLDER,
        at('database.ts'),
        at('jobs.ts'),
        url,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    assert.match(String((await once(holder.stdout, 'data'))[0]), /taken a/);
    const done: Job[] = [];
    await working.work('acquisition', async (job) => {
      assert.equal(await working.claim({ ...job, owner: 'worker', leaseMs: 60_000 }), null);
      done.push(job);
      await working.release(job.id, 'worker', 'ended');
    });
    await setTimeout(500);
    assert.equal(done.length, 0, 'the first one has it');
    const killed = performance.now();
    holder.kill('SIGKILL');
    while (done.length === 0 && performance.now() - killed < 60_000) await setTimeout(50);
    const seconds = (performance.now() - killed) / 1000;
    assert.deepEqual([done[0]?.id, done[0]?.spec], ['a', OFFER.spec]);
    context.diagnostic(`delivered again after ${seconds.toFixed(1)} s`);
    const ended = await asking.get('a');
    assert.deepEqual([ended?.state, ended?.spec], ['ended', {}]);
    assert.equal(await asking.offer({ ...OFFER, id: 'b' }), 'b', 'the next one of that key may come');
    while (done.length < 2) await setTimeout(50);
    assert.equal(done[1]?.id, 'b');
    await Promise.all([asking.close(), working.close()]);
  });
});
