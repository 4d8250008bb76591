import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { fixtureGroup } from '../testing/fixture-group.ts';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';
import { connectWorker } from './writer-thread.ts';

function temporaryHome(context: TestContext): string {
  const home = mkdtempSync(join(tmpdir(), 'rlar-failure-'));
  context.after(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

async function appendUntilRefused(store: Store): Promise<number> {
  for (let batch = 0; batch < 1000; batch += 1) {
    try {
      await store.appendRewards([fixtureGroup(batch)]);
    } catch (error) {
      assert.equal((error as { code?: string }).code, 'RLAR_DISK_FULL');
      return batch * 8;
    }
  }
  throw new Error('the disk did not fill up');
}

test('a full store refuses, keeps what it acknowledged, and works again once there is room', async (context) => {
  const store = await openStore({ home: temporaryHome(context), maxBytes: 60 * 8192 });
  context.after(() => store.close());
  const acknowledged = await appendUntilRefused(store);
  assert.ok(acknowledged > 100);
  assert.equal(await store.countRewards(), acknowledged);
  await Promise.all(
    [1, 2, 3].map((number) =>
      assert.rejects(store.appendRewards([fixtureGroup(number)]), { code: 'RLAR_DISK_FULL' }),
    ),
  );
  await store.prune({ maxBytes: 0 });
  assert.equal((await store.appendRewards([fixtureGroup(1)])).length, 1);
  assert.equal(await store.countRewards(), 8);
});

test('told to continue, a full store answers without records and counts them', async (context) => {
  const store = await openStore({ home: temporaryHome(context), maxBytes: 60 * 8192, onFull: 'continue' });
  context.after(() => store.close());
  let lost = 0;
  for (let batch = 0; batch < 50; batch += 1)
    lost += (await store.appendRewards([fixtureGroup(batch)]))
      .flat()
      .filter((record) => record === null).length;
  assert.ok(lost > 0);
  assert.equal(store.stats().unrecorded, lost);
  const { queryKey, query, assignment } = fixtureGroup(1);
  const entries = Array.from({ length: 200 }, (_, index) => ({
    run: `run-${index}`,
    fromStep: 0,
    queryKey,
    query,
    assignment,
  }));
  assert.deepEqual((await store.putAssignments(entries)).at(-1), assignment);
  assert.equal(await store.getAssignment('run-199', 0, queryKey), null);
  const settings = {
    hints: true,
    provisional: false,
    formOnly: false,
    bareCheckers: false,
    partialCredit: false,
    strictToolCalls: false,
    numberLocale: null,
    shaping: {},
    judgeBudget: { calls: null, tokens: null, usd: null },
    unscorable: null,
    follow: 'never' as const,
    noReward: null,
  };
  for (let run = 0; run < 300; run += 1)
    assert.deepEqual((await store.openRun(`pin-${run}`, { settings, snapshot: 's1' })).phases, [
      { fromStep: 0, snapshot: 's1' },
    ]);
  assert.equal(store.stats().appended, 400 - lost);
  assert.equal(await store.countRewards(), 400 - lost);
});

test('a disk that is really full refuses, works again once there is room, and can be pruned', async (context) => {
  const home = temporaryHome(context);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'rlar-full-test', home], { stdio: 'ignore' });
  } catch {
    context.skip('no right to mount a tmpfs');
    return;
  }
  try {
    const ballast = join(home, 'ballast');
    const first = await openStore({ home });
    writeFileSync(ballast, Buffer.alloc(26_000_000));
    const acknowledged = await appendUntilRefused(first);
    assert.equal(await first.countRewards(), acknowledged);
    rmSync(ballast);
    await first.appendRewards([fixtureGroup(1)]);
    writeFileSync(ballast, Buffer.alloc(24_500_000));
    const more = await appendUntilRefused(first);
    await first.close();
    const second = await openStore({ home });
    assert.equal(await second.countRewards(), acknowledged + 8 + more);
    assert.equal((await second.prune({ maxBytes: 0 })).rewards, acknowledged + 8 + more);
    await second.appendRewards([fixtureGroup(1)]);
    await second.close();
    rmSync(ballast);
    await (await openStore({ home })).close();
    // Not a byte is left, and nobody has the file open: it can be read, and opened to free some.
    fillUp(join(home, 'more-ballast'));
    await assert.rejects(openStore({ home }), { code: 'RLAR_DISK_FULL' });
    for (const leftover of ['rlar.db-shm', 'rlar.db-wal']) rmSync(join(home, leftover), { force: true });
    fillUp(join(home, 'last-ballast'));
    const reader = await openStore({ home, readOnly: true });
    assert.equal(await reader.countRewards(), 8);
    await reader.close();
    const third = await openStore({ home, freeing: true });
    assert.equal((await third.prune({ maxBytes: 0 })).rewards, 8);
    await third.close();
  } finally {
    execFileSync('umount', ['-l', home]);
  }
});

test('a full disk without a reserve says what deleting needs, and not to delete', async (context) => {
  const home = temporaryHome(context);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'rlar-full-test', home], { stdio: 'ignore' });
  } catch {
    context.skip('no right to mount a tmpfs');
    return;
  }
  try {
    const first = await openStore({ home });
    await first.appendRewards([fixtureGroup(1)]);
    await first.close();
    fillUp(join(home, 'ballast'));
    const pruned = async () => {
      const store = await openStore({ home, freeing: true });
      try {
        await store.prune({ maxBytes: 0 });
      } finally {
        await store.close();
      }
    };
    await assert.rejects(pruned(), { code: 'RLAR_DISK_FULL', remedy: /free 8 MiB on this disk/ });
    rmSync(join(home, 'ballast'));
    await pruned();
  } finally {
    execFileSync('umount', ['-l', home]);
  }
});

test('when the writer thread dies, everything pending rejects, and everything after it', async (context) => {
  const file = join(temporaryHome(context), 'rlar.db');
  const worker = new Worker(new URL('./writer.ts', import.meta.url), { workerData: { file, texts: 'full' } });
  const client = connectWorker(worker, 1_000);
  const appends = [1, 2, 3].map((number) => client.append([fixtureGroup(number)]));
  const settled = Promise.allSettled(appends);
  await worker.terminate();
  for (const outcome of await settled) {
    assert.equal(outcome.status, 'rejected');
    assert.equal(outcome.status === 'rejected' && outcome.reason.code, 'RLAR_STORE_FAILED');
  }
  await assert.rejects(client.append([fixtureGroup(4)]), { code: 'RLAR_STORE_FAILED' });
  await client.close();
});

test('appends wait while too much is on its way, keep their order, and close writes them all', async (context) => {
  const home = temporaryHome(context);
  const store = await openStore({ home, pendingBytes: 20_000 });
  const appends = Array.from({ length: 40 }, (_, number) => store.appendRewards([fixtureGroup(number)]));
  assert.ok(store.stats().pendingBytes < 40_000, `${store.stats().pendingBytes}`);
  const closing = Promise.all([store.close(), store.close()]);
  await assert.rejects(store.appendRewards([fixtureGroup(1)]), { code: 'RLAR_STORE_FAILED' });
  const records = (await Promise.all(appends)).flat(2);
  await closing;
  assert.deepEqual(
    records,
    Array.from({ length: 320 }, (_, index) => `r${(index + 1).toString(36)}`),
  );
  await assert.rejects(store.getReward('r1'), { code: 'RLAR_STORE_FAILED' });
  const again = await openStore({ home });
  assert.equal(await again.countRewards(), 320);
  await again.close();
});

test('a batch that cannot be serialised rejects alone', async (context) => {
  const store = await openStore({ home: temporaryHome(context) });
  context.after(() => store.close());
  const circular = fixtureGroup(1);
  Object.assign(circular.query.hints, { self: circular.query });
  const [bad, good] = await Promise.allSettled([
    store.appendRewards([circular]),
    store.appendRewards([fixtureGroup(2)]),
  ]);
  assert.equal(bad.status, 'rejected');
  assert.equal(good.status, 'fulfilled');
});

/** Takes what is left of the disk. */
function fillUp(path: string): void {
  for (const size of [1_000_000, 4_096])
    try {
      for (;;) appendFileSync(path, Buffer.alloc(size));
    } catch (thrown) {
      assert.equal((thrown as NodeJS.ErrnoException).code, 'ENOSPC');
    }
}
