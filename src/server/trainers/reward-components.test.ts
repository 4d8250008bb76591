import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Reward } from '../../spec/reward.ts';
import { SLOTS, type Slots } from '../../spec/slots.ts';
import { fc } from '../../testing/fc.ts';
import { rewardComponents } from './reward-components.ts';

const slotOf = (tool: string) => tool as keyof Slots;

test('property: components always sum to the reward, whatever combined it', () => {
  const value = fc.oneof(fc.constant(null), fc.double({ min: -2, max: 2, noNaN: true }));
  fc.assert(
    fc.property(
      fc.record({ correctness: value, quality: value, format: value, efficiency: value, safety: value }),
      fc.double({ min: -2, max: 2, noNaN: true }).filter((number) => number === 0 || Math.abs(number) > 1e-9),
      (slots, whole) => {
        const assignment = { tools: SLOTS.map((id) => ({ id, version: '1', weight: 1 })) };
        const reward = { reward: whole, slots, assignment } as unknown as Reward;
        const parts = rewardComponents({ reward, value: whole, replaced: false }, slotOf);
        const sum = SLOTS.reduce((total, slot) => total + (parts[slot] ?? Number.NaN), 0);
        assert.deepEqual(Object.keys(parts), [...SLOTS]);
        assert.ok(Math.abs(sum - whole) <= 1e-5 * Math.max(1, Math.abs(whole)), `${sum} ${whole}`);
      },
    ),
  );
});

test('a tool fills the slot that its assignment says, whatever the library says now', () => {
  const slots = { correctness: null, quality: 0.5, format: null, efficiency: null, safety: null };
  const tools = [{ id: 'own', version: '1', slot: 'quality', weight: 1 }];
  const reward = { reward: 0.5, slots, assignment: { tools } } as unknown as Reward;
  const parts = rewardComponents({ reward, value: 0.5, replaced: false }, () => 'correctness');
  assert.deepEqual([parts.quality, parts.correctness], [0.5, 0]);
});
