import { z } from 'zod';
import { kindName } from './kinds.ts';
import { type ShapeSettings, shapingList } from './shaping.ts';

/** Lists by kind: an exact kind wins over its family, and that over `*`. */
export const shapingByKind = z.record(z.union([z.literal('*'), kindName]), shapingList);
export type ShapingByKind = z.infer<typeof shapingByKind>;

/** @returns the shapes of a kind, none where nothing names it */
export function shapingOf(kind: string | null, byKind: ShapingByKind): readonly ShapeSettings[] {
  const family = kind?.split('.')[0];
  const name = [kind, family, '*'].find((one) => typeof one === 'string' && Object.hasOwn(byKind, one));
  return typeof name === 'string' ? byKind[name]! : [];
}
