import type { Member } from '../../src/rewards/shapes/member.ts';
import { type MemberShaped, shapeGroup } from '../../src/rewards/shapes/shape-group.ts';
import { shapeSettings } from '../../src/spec/shaping.ts';
import type { Slots } from '../../src/spec/slots.ts';

/** One panel of the picture: what a shape makes of a value that goes from left to right. */
export interface Curve {
  readonly title: string;
  readonly across: string;
  readonly from: number;
  readonly to: number;
  /** The place of the names of lines, as shares of the panel from its upper left corner; there by default. */
  readonly names?: readonly [number, number];
  /** A point for each whole number, for what goes in steps. */
  readonly whole?: boolean;
  readonly lines: readonly { readonly name: string; readonly at: (x: number) => number }[];
}

const NONE: Slots = { correctness: null, quality: null, format: null, efficiency: null, safety: null };
export function member(
  slots: Partial<Slots>,
  told: Partial<Omit<Member, 'slots'>> & { length?: number } = {},
): Member {
  const { length = 1, ...more } = told;
  return {
    reward: slots.correctness ?? 0,
    ...{ said: [], text: 'x'.repeat(length), steps: 0, extra: {} },
    ...more,
    slots: { ...NONE, ...slots },
  };
}

/** @returns the first member as a shape leaves it */
export function shapedFirst(settings: object, members: readonly Member[], step = 0): MemberShaped {
  return shapeGroup(members, [shapeSettings.parse(settings)], { step, seed: 1 })[0]!;
}

/** @returns the reward of the first member after a shape */
export function first(settings: object, members: readonly Member[], step = 0): number {
  return shapedFirst(settings, members, step).reward!;
}
