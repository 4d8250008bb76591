import { z } from 'zod';
import { kindName } from './kinds.ts';
import { type ShapeSettings, shapeSettings } from './shaping.ts';
import { shapingList } from './shaping-list.ts';

/** Lists by kind: an exact kind wins over its family, and that over `*`. */
const name = z.union([z.literal('*'), kindName]);
export const shapingByKind = z.record(name, shapingList);
/** The same as it was stored with a run: a list that is refused today keeps the run readable that began with it. */
export const storedShapingByKind = z.record(name, z.array(shapeSettings));
export type ShapingByKind = z.infer<typeof shapingByKind>;

/** @returns the shapes of a kind, none where nothing names it */
export function shapingOf(kind: string | null, byKind: ShapingByKind): readonly ShapeSettings[] {
  const family = kind?.split('.')[0];
  const found = [kind, family, '*'].find((one) => typeof one === 'string' && Object.hasOwn(byKind, one));
  return typeof found === 'string' ? byKind[found]! : [];
}
