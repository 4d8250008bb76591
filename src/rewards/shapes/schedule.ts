import type { SettingsOf } from '../../spec/shaping.ts';
import { type Shape, slotValues } from './member.ts';

/**
 * A bonus that fades or grows: r + w(t)·s with w(t) = to + (from − to)·f(u), where u goes from 0 at `start` to 1 at `end`, and f is
 * 1 − u or ½(1 + cos πu). From “SPEAR” (2025), where the reward for calling tools fades as training goes on.
 */
export const schedule: Shape<SettingsOf<'schedule'>> = (members, settings, { step }) => {
  if (step === undefined) return { why: 'the request says no step' };
  const values = slotValues(members, settings.slot);
  if ('why' in values) return values;
  const weight = weightAt(step, settings);
  return members.map(({ reward }, index) => ({ reward: reward + weight * values[index]! }));
};

/** @returns the weight of the slot at a step of the run */
export function weightAt(
  step: number,
  { from, to, start, end, curve }: Omit<SettingsOf<'schedule'>, 'shape' | 'slot'>,
): number {
  const part = Math.min(1, Math.max(0, (step - start) / (end - start)));
  const left = curve === 'linear' ? 1 - part : (1 + Math.cos(Math.PI * part)) / 2;
  return to + (from - to) * left;
}
