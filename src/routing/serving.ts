import type { Library, LibraryEntry } from '../library/library.ts';
import { familyOf, type KindName } from '../spec/kinds.ts';
import type { ToolCard } from '../spec/tool-card.ts';
import { ruleOf } from './kind-rules.ts';

/**
 * @returns tools whose card names the kind, or its family where the kind allows that. Checkers of a single constraint do
 * not serve a kind
 */
export function serving(kind: KindName, library: Library): LibraryEntry[] {
  return library.entries().filter(({ card }) => serves(card, kind));
}

/** Whether the card of a tool names the kind, or its family where the kind allows that. */
export function serves({ constraint, kinds }: ToolCard, kind: KindName): boolean {
  const names = namesOf(kind);
  return constraint === undefined && kinds.some((served) => names.includes(served));
}

/** Whether a tool stands behind the program of a kind, to judge what that leaves unscored. */
export function backs({ backs: backed }: ToolCard, kind: KindName): boolean {
  return stands(backed, kind);
}

/** Whether a list of a card names the kind, or its family where the kind allows that. */
export function stands(listed: readonly string[] | undefined, kind: KindName): boolean {
  const names = namesOf(kind);
  return listed?.some((name) => names.includes(name)) ?? false;
}

function namesOf(kind: KindName): string[] {
  return ruleOf(kind).ownToolsOnly ? [kind] : [kind, familyOf(kind)];
}
