import type { Library } from '../library/library.ts';
import type { Need } from '../spec/tool-card.ts';

/** What a query carries that a program checks by itself, and that public data is labelled by: its tests, its constraints. */
const CHECKED: readonly Need[] = ['tests', 'constraints'];

/**
 * @returns the ids of the verifiers that run what a query carries, by their cards. Labels of data sets with tests or
 * constraints were made by the same check, so on these sets such a tool is right by construction
 */
export function labelMakers(library: Library): string[] {
  return library.cards().flatMap(({ id, type, needs }) => {
    return type === 'verifier' && needs.some((need) => CHECKED.includes(need)) ? [id] : [];
  });
}
