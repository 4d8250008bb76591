import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import { CallLimit } from './call-limit.ts';

/** @returns the number of looks after which a call is stopped, if the work between two looks takes `workMs`; null where it ends by itself */
function stoppedAt(limitMs: number, looks: number, millisecondsOf: (look: number) => number): number | null {
  let spent = 0;
  const limit = new CallLimit(limitMs, () => spent);
  for (let look = 1; look <= looks; look += 1) {
    spent += millisecondsOf(look);
    if (limit.look()) return look;
  }
  assert.equal(limit.over, false);
  return null;
}

const QUIET_MS = 0.3;

test('property: what ends in its time on a quiet machine ends on one that is up to eight times slower, whenever it is slow', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10, max: 500 }),
      fc.double({ min: 0.01, max: 0.9, noNaN: true }),
      fc.array(fc.double({ min: 1, max: 8, noNaN: true }), { minLength: 1, maxLength: 20 }),
      (limitMs, share, slowness) => {
        const looks = Math.floor((share * limitMs) / QUIET_MS);
        const slow = (look: number) => QUIET_MS * slowness[look % slowness.length]!;
        assert.equal(
          stoppedAt(limitMs, looks, () => QUIET_MS),
          null,
        );
        assert.equal(stoppedAt(limitMs, looks, slow), null);
      },
    ),
  );
});

test('what runs on for ever is stopped near its limit, on fast machines and slow ones, and where each look takes long', () => {
  const at = (each: number) => (stoppedAt(200, 1e6, () => each) ?? Number.NaN) * each;
  assert.ok(at(0.05) >= 200 && at(0.05) < 201);
  assert.ok(at(QUIET_MS) >= 200 && at(QUIET_MS) < 201);
  assert.ok(at(1) < 602);
  assert.ok(at(100) <= 1_700);
  assert.ok(at(700) <= 2_100);
});
