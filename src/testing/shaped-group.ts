import assert from 'node:assert/strict';
import type { Member } from '../rewards/shapes/member.ts';
import { shapeGroup } from '../rewards/shapes/shape-group.ts';
import { shapeSettings } from '../spec/shaping.ts';
import type { Slots } from '../spec/slots.ts';

const NONE: Slots = { correctness: null, quality: null, format: null, efficiency: null, safety: null };
export const PLACE = { step: 10, seed: 7 };

interface Told extends Partial<Omit<Member, 'slots'>> {
  readonly slots?: Partial<Slots>;
}

export function member({ slots = {}, ...told }: Told): Member {
  const filled = { ...NONE, ...slots };
  return {
    reward: filled.correctness,
    said: [],
    text: 'one two',
    steps: 0,
    extra: {},
    ...told,
    slots: filled,
  };
}

export function shapedBy(settings: object, members: readonly Member[], step = PLACE.step): (number | null)[] {
  const list = [shapeSettings.parse(settings)];
  return shapeGroup(members, list, { ...PLACE, step }).map(({ reward }) => reward);
}

export function near(actual: readonly (number | null)[], wanted: readonly (number | null)[]): void {
  assert.equal(actual.length, wanted.length);
  for (const [index, value] of wanted.entries()) {
    if (value === null) assert.equal(actual[index], null);
    else assert.ok(Math.abs((actual[index] ?? Number.NaN) - value) < 1e-3, `${actual} is not ${wanted}`);
  }
}

export const right = (slots: Partial<Slots> = {}, told: Told = {}) =>
  member({ slots: { correctness: 1, ...slots }, ...told });
export const wrong = (slots: Partial<Slots> = {}, told: Told = {}) =>
  member({ slots: { correctness: 0, ...slots }, ...told });

export const long = (length: number) => ({ text: 'x'.repeat(length) });
