import type { Measure } from '../../spec/shape-parts.ts';
import type { Slots } from '../../spec/slots.ts';

/** The facts about one rollout of a group that a shape may use. */
export interface Member {
  /** Null where the rollout has no reward; no shape makes one. */
  readonly reward: number | null;
  readonly slots: Slots;
  /** The value of each tool of the assignment, with the slot that it fills; null where the tool did not score. */
  readonly said: readonly ToolValue[];
  readonly text: string;
  /** Steps of the trajectory; 0 of a plain response. */
  readonly steps: number;
  /** Each step as a text that equal steps share; asked for by shapes that compare trajectories. */
  readonly path?: () => readonly string[];
  /** The metadata that the trainer sent with the sample. */
  readonly extra: Readonly<Record<string, unknown>>;
}

interface ToolValue {
  readonly tool: string;
  readonly slot: keyof Slots;
  readonly value: number | null;
  /** One number per step, from a tool that judges steps. */
  readonly steps?: readonly number[] | undefined;
  /** Several numbers per step, from a tool that says factors of steps. */
  readonly factors?: readonly (readonly number[])[] | undefined;
}

/** A member that has a reward. */
export type Scored = Member & { readonly reward: number };

/** The result of a shape for one rollout. */
export interface Shaped {
  readonly reward: number;
  /** Share of the update that the rollout has; absent where it has all of it. */
  readonly weight?: number;
  readonly flags?: readonly string[];
  /** One number a step of the trajectory. */
  readonly stepRewards?: readonly number[];
  /** One weight a step: 0 where it is not to be trained on. */
  readonly stepWeights?: readonly number[];
  /** How much the query of the group can teach, from 0 to 1. */
  readonly taskValue?: number;
}

/** The place of the group in its run. */
export interface ShapingPlace {
  readonly step?: number | undefined;
  /** Random seed of the query, for shapes that draw lots. */
  readonly seed: number;
}

/** The reason why a group was left unchanged. A shape applies to a whole group or not at all. */
export interface NotShaped {
  readonly why: string;
}

/**
 * One shape: a function from the scored rollouts of a group to their results, in the same order. Another order of the
 * rollouts gives the same results in that order.
 */
export type Shape<Settings> = (
  members: readonly Scored[],
  settings: Settings,
  place: ShapingPlace,
) => readonly Shaped[] | NotShaped;

/** @returns a number of each member, or the reason why a member has none */
export function measured(members: readonly Scored[], measure: Measure): readonly number[] | NotShaped {
  const values = members.map((member) => measureOf(member, measure));
  const whole = values.filter((value): value is number => value !== null);
  return whole.length === values.length ? whole : { why: `a rollout has no ${measure}` };
}

function measureOf({ text, steps, extra }: Member, measure: Measure): number | null {
  if (measure === 'characters') return text.length;
  if (measure === 'steps') return steps;
  if (measure === 'words') return text.split(/\s+/u).filter((word) => word !== '').length;
  const value = extra[measure.slice('extra:'.length)];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** @returns a slot's value of each member, or the reason why a member has none. A missing value is never replaced */
export function slotValues(members: readonly Scored[], slot: keyof Slots): readonly number[] | NotShaped {
  const values = members.map(({ slots }) => slots[slot]);
  const whole = values.filter((value): value is number => value !== null);
  return whole.length === values.length ? whole : { why: `a rollout has nothing in the slot ${slot}` };
}

/** @returns the result of `slotValues` for several slots, by name */
export function slotColumns<Slot extends keyof Slots>(
  members: readonly Scored[],
  slots: readonly Slot[],
): ReadonlyMap<Slot, readonly number[]> | NotShaped {
  const columns = new Map<Slot, readonly number[]>();
  for (const slot of slots) {
    const values = slotValues(members, slot);
    if ('why' in values) return values;
    columns.set(slot, values);
  }
  return columns;
}

/** @returns whether all values lie from 0 to 1. Other values cannot be multiplied or staged */
export function shares(columns: Iterable<readonly number[]>): boolean {
  for (const column of columns) if (column.some((value) => value < 0 || value > 1)) return false;
  return true;
}

export const NOT_SHARES: NotShaped = { why: 'a slot has values outside 0 … 1' };
export const ALONE: NotShaped = { why: 'the group has one scored rollout' };

/** @returns the share of rollouts whose reward is at least `right` */
export function passRate(members: readonly Scored[], right: number): number {
  return members.filter(({ reward }) => reward >= right).length / members.length;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** @returns the distance of each value from the mean, in sample standard deviations; all 0 where the values are equal */
export function normalised(values: readonly number[]): number[] {
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  const deviation = Math.sqrt(squares / (values.length - 1));
  const level = values.every((value) => value === values[0]);
  return values.map((value) => (level ? 0 : (value - middle) / (deviation + EPSILON)));
}

/** The small constant that TRL and verl add to a standard deviation before they divide by it. */
const EPSILON = 1e-4;
