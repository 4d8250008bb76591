import type { Row } from '../row-schema.ts';

/** @returns whether a rule of the row is about the whole trajectory, and not about the last words alone */
export function judgesTrajectory({ constraints }: Row): boolean {
  return constraints?.some(({ id }) => id.startsWith('trajectory:')) ?? false;
}
