/** What the jobs of every store must do. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isHeld, type Jobs } from '../store/jobs.ts';

const LONG = 60_000;
const claim = { id: 'a', kind: 'acquisition', key: 'kind riddles', spec: { n: 1 }, leaseMs: LONG };

/** @param make makes empty jobs, and a function that opens them: once for each process that a test needs */
export function jobsContract(name: string, make: () => Promise<() => Promise<Jobs>>): void {
  test(`${name}: of two owners one gets a job, and the other gets it when it is given back`, async () => {
    const open = await make();
    const [left, right] = [await open(), await open()];
    const both = await Promise.all([
      left.claim({ ...claim, owner: 'left' }),
      right.claim({ ...claim, owner: 'right' }),
    ]);
    const [winner, loser] = both[0] === null ? [left, right] : [right, left];
    const owner = both[0] === null ? 'left' : 'right';
    assert.equal(both.filter((found) => found === null).length, 1);
    assert.equal(both.find((found) => found !== null)?.owner, owner);
    assert.equal(await loser.renew('a', owner === 'left' ? 'right' : 'left', LONG), false);
    assert.equal(await winner.renew('a', owner, LONG), true);
    const held = await loser.get('a');
    assert.ok(held && isHeld(held));
    assert.deepEqual([held.spec, held.state], [{ n: 1 }, 'open']);
    await winner.release('a', owner, 'ended');
    const free = await loser.get('a');
    assert.deepEqual([free?.until, free?.state], [null, 'ended']);
    assert.equal(await winner.renew('a', owner, LONG), false, 'what was given back cannot be renewed');
    assert.equal(await loser.claim({ ...claim, owner: 'third' }), null);
    await Promise.all([left.close(), right.close()]);
  });

  test(`${name}: a lease that ran out is nobody's, and the owner of before cannot renew or end it`, async () => {
    const jobs = await (await make())();
    assert.equal(await jobs.claim({ ...claim, owner: 'crashed', leaseMs: 0 }), null);
    const left = await jobs.get('a');
    assert.ok(left && !isHeld(left, left.until! + 1));
    assert.equal(await jobs.claim({ ...claim, owner: 'next' }), null);
    assert.equal(await jobs.renew('a', 'crashed', LONG), false);
    await jobs.release('a', 'crashed', 'ended');
    const now = await jobs.get('a');
    assert.deepEqual([now?.owner, now?.state], ['next', 'open']);
    assert.ok(isHeld(now!));
    await jobs.close();
  });

  test(`${name}: of the jobs of a kind with one key one is in work`, async () => {
    const jobs = await (await make())();
    assert.equal(await jobs.claim({ ...claim, owner: 'x' }), null);
    assert.equal((await jobs.claim({ ...claim, id: 'b', owner: 'x' }))?.id, 'a');
    assert.equal(await jobs.claim({ ...claim, id: 'c', key: 'kind poems', owner: 'x' }), null);
    assert.equal(await jobs.claim({ ...claim, id: 'd', kind: 'probe', owner: 'x' }), null);
    assert.deepEqual(
      (await jobs.list('acquisition')).map(({ id }) => id),
      ['a', 'c'],
    );
    assert.equal(await jobs.get('b'), null);
    await jobs.close();
    await assert.rejects(jobs.claim({ ...claim, owner: 'x' }), { code: 'RLAR_STORE_FAILED' });
  });
}
