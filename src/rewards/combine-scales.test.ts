import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UNBOUNDED } from '../spec/tool-card.ts';
import { assigned, cardOf, plain, result } from '../testing/combine-parts.ts';
import { fc } from '../testing/fc.ts';
import { combine } from './combine.ts';

test('a mean never mixes ranges: values of unlike scales are brought to 0 … 1 first, in the slots as well', () => {
  const both = assigned({ id: 'right' }, { id: 'wide' });
  const outcome = combine(both, [result('right', 1), result('wide', -10)], plain, cardOf);
  assert.equal(outcome.reward, 0.5);
  assert.deepEqual([outcome.slots.correctness, outcome.slots.quality], [1, 0]);
  const alone = combine(both, [result('right', null), result('wide', 5)], plain, cardOf);
  assert.equal(alone.reward, 0.75, 'one scale for all rollouts of a group, whoever scored');
  assert.equal(combine(assigned({ id: 'wide' }), [result('wide', 5)], plain, cardOf).reward, 5);
});

test('a calibrated value is read between its points, and counts as calibrated where it stands alone', () => {
  const reward = (value: number) =>
    combine(assigned({ id: 'calibrated' }), [result('calibrated', value)], plain, cardOf).reward;
  assert.deepEqual([-900, -4, -2, 0, 1, 4, 77].map(reward), [0, 0, 0.25, 0.5, 0.625, 1, 1]);
  const both = assigned({ id: 'right' }, { id: 'calibrated' });
  assert.equal(combine(both, [result('right', 1), result('calibrated', 0)], plain, cardOf).reward, 0.75);
});

test('a reward model without a calibration stands alone or not at all', () => {
  assert.equal(combine(assigned({ id: 'model' }), [result('model', 3)], plain, cardOf).reward, 3);
  for (const how of [{}, { combine: 'all' as const }]) {
    const both = { ...assigned({ id: 'right' }, { id: 'model' }), ...how };
    const outcome = combine(both, [result('right', 1), result('model', 3)], plain, cardOf);
    assert.deepEqual([outcome.status, outcome.reward, outcome.cause], ['failed', null, 'system']);
    assert.equal(outcome.error?.code, 'RLAR_NOT_CALIBRATED');
  }
});

test('property: a reward of several tools stays between the least and the most of their shares', () => {
  const value = fc.double({ min: -10, max: 10, noNaN: true });
  fc.assert(
    fc.property(value, fc.double({ min: 0, max: 1, noNaN: true }), (wide, right) => {
      const results = [result('wide', wide), result('right', right)];
      const { reward } = combine(assigned({ id: 'wide' }, { id: 'right' }), results, plain, cardOf);
      const shares = [(wide + 10) / 20, right];
      assert.ok(
        reward !== null && reward >= Math.min(...shares) - 1e-9 && reward <= Math.max(...shares) + 1e-9,
      );
    }),
  );
});

test('values without bounds have no floor and no place from 0 to 1: none is made up', () => {
  const logits = { ...cardOf('model'), range: [...UNBOUNDED] as [number, number] };
  const of = () => logits;
  const one = assigned({ id: 'logits' });
  const anyValue = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
  fc.assert(
    fc.property(anyValue, (value) => {
      assert.equal(combine(one, [result('logits', value)], plain, of).reward, value);
      const empty = combine(one, [result('logits', value)], { ...plain, noContent: true }, of);
      const cut = { ...one, truncated: 'floor' as const };
      const cutOff = combine(cut, [result('logits', value)], { ...plain, truncated: true }, of);
      for (const { status, reward, slots, reason } of [empty, cutOff]) {
        assert.deepEqual([status, reward, slots.quality], ['unscored', null, null]);
        assert.match(reason ?? '', /floor/);
      }
      const all = combine({ ...one, combine: 'all' as const }, [result('logits', value)], plain, of);
      assert.deepEqual([all.status, all.error?.code], ['failed', 'RLAR_NOT_CALIBRATED']);
    }),
  );
});
