import { familyOf, KIND_FAMILIES, type KindName } from '../spec/kinds.ts';
import { nearName } from './near-name.ts';

/**
 * @returns the family that a kind of no known family looks like, or null. Users' own tools may serve families of their own, so that a strange
 * name is only refused where it looks like a slip
 */
function familyMeant(kind: KindName | '*'): string | null {
  const family = familyOf(kind);
  if (KIND_FAMILIES.some((known) => known === family)) return null;
  return nearName(family, KIND_FAMILIES);
}

/** @returns what is wrong with the names of a record by kind, or null */
export function slipOfKinds(byKind: Readonly<Record<string, unknown>>): string | null {
  for (const kind of Object.keys(byKind)) {
    const meant = familyMeant(kind);
    if (meant) return `${kind}: there is no such kind; did you mean ${meant}?`;
  }
  return null;
}
