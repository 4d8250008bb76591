import { z } from 'zod';
import { advantageShapes } from './advantage-shapes.ts';
import { type ShapeName, shapeSettings } from './shaping.ts';

const ADVANTAGES = Object.keys(advantageShapes) as readonly ShapeName[];
const LENGTHS: readonly ShapeName[] = ['length-gate', 'length-penalty', 'canon'];
/** They make the reward out of the slots anew, so that what a shape before them did would be lost. */
const ANEW: readonly ShapeName[] = ['product', 'stages', 'hybrid', 'gdpo'];
/** They leave the reward as it is. */
const BESIDE: readonly ShapeName[] = ['ensemble', 'filter', 'steps', 'audit'];
const REPEATABLE: readonly ShapeName[] = ['gate', 'schedule', 'adaptive'];

/** Shapes in the order in which they are done. A list that contradicts itself is refused, with what to choose between. */
export const shapingList = z.array(shapeSettings).superRefine((list, context) => {
  for (const [index, { shape }] of list.entries()) {
    const why = contradiction(
      shape,
      list.slice(0, index).map((earlier) => earlier.shape),
    );
    if (why) context.addIssue({ code: 'custom', path: [index], message: `${shape}: ${why}` });
  }
});

/** @returns why a shape cannot stand behind those before it */
function contradiction(shape: ShapeName, before: readonly ShapeName[]): string | undefined {
  if (before.includes(shape) && !REPEATABLE.includes(shape)) return 'it stands in the list already';
  const changes = !BESIDE.includes(shape);
  const length = before.find((name) => LENGTHS.includes(name));
  if (LENGTHS.includes(shape) && length) return `${length} judges length already; choose one`;
  const advantage = before.find((name) => ADVANTAGES.includes(name));
  if (advantage && changes)
    return `${advantage} has made advantages of the rewards; only ${BESIDE.join(', ')} may follow it`;
  if (changes && before.includes('steps'))
    return 'steps has made rewards of steps out of the reward before; put steps behind it';
  const lost = before.find((name) => !BESIDE.includes(name));
  return ANEW.includes(shape) && lost
    ? `it makes the reward out of the slots, so that ${lost} would be lost; put ${lost} behind it, or leave one out`
    : undefined;
}
