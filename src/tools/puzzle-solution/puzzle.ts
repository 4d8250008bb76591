import { z } from 'zod';
import type { JsonValue } from '../../spec/json.ts';

const name = z.string().min(1).max(100);

const puzzle = z.discriminatedUnion('puzzle', [
  /** Numbers that are each used once, in an expression that makes the target. */
  z.object({
    puzzle: z.literal('countdown'),
    numbers: z.array(z.number()).min(1).max(20),
    target: z.number(),
  }),
  /** Who is what: knights and knaves. */
  z.object({ puzzle: z.literal('roles'), roles: z.record(name, name) }),
  /** Houses with their attributes: zebra puzzles. */
  z.object({ puzzle: z.literal('grid'), houses: z.record(name, z.record(name, z.string().max(200))) }),
]);
export type Puzzle = z.infer<typeof puzzle>;

/** @returns the puzzle that a query's tests describe, or null */
export function readPuzzle(tests: JsonValue | undefined): Puzzle | null {
  const read = puzzle.safeParse(tests);
  return read.success ? read.data : null;
}
