import { familyOf } from '../../spec/kinds.ts';

/** Families whose worth is a matter of preference in any case. */
const OPEN = new Set(['chat', 'writing', 'safety']);

/** @returns whether a kind needs no code agent to say that no program can judge it */
export function noProgramJudges(kind: string): boolean {
  return OPEN.has(familyOf(kind));
}
