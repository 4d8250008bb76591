import { hash } from 'node:crypto';
import type { Library, LibraryEntry } from '../../library/library.ts';
import { backs, serves } from '../../routing/serving.ts';
import { byUtility, utility } from '../../routing/utility.ts';
import { canonicalJson } from '../../spec/canonical-json.ts';
import type { KindName } from '../../spec/kinds.ts';
import { type LanguageGroup, languageGroups } from '../../spec/language-group.ts';
import { Random } from '../../spec/random.ts';
import type { PolicyAsk } from './policy-ask.ts';

/** Cards that one request shows at most. */
const MOST_CARDS = 24;

/** A card under the letter that a request gives it. */
export interface Candidate {
  readonly code: string;
  readonly entry: LibraryEntry;
}

/**
 * @returns the cards that are shown for some questions: those that name one of their kinds first, then the others by utility.
 * They stand in an order that the seed decides, so that no place in the list favours a tool
 */
export function candidatesFor(asks: readonly PolicyAsk[], library: Library, seed: number): Candidate[] {
  const isNear = (entry: LibraryEntry) => asks.some(({ kind }) => isFor(entry, kind));
  const chosen = library
    .entries()
    .filter(isWhole)
    .toSorted(
      (left, right) => Number(isNear(right)) - Number(isNear(left)) || byUtility(left.card, right.card),
    )
    .slice(0, MOST_CARDS);
  return new Random(seed, 'cards').shuffled(chosen).map((entry, at) => ({ code: codeAt(at), entry }));
}

/** Checkers of single constraints, guards and judges of clauses are put in by the constraints of a query, never chosen. */
function isWhole({ card, gone }: LibraryEntry): boolean {
  return !gone && card.constraint === undefined && card.guards === undefined && card.clauses !== true;
}

/** @returns a hash of what the library knows of the tools for a kind. Another hash means: decide again */
export function evidenceFor(kind: KindName, library: Library): string {
  const known = library
    .entries()
    .filter((entry) => isWhole(entry) && isFor(entry, kind))
    .map(({ card }) => [card.id, card.version, utility(card), library.routable(card.id)]);
  return hash('sha256', canonicalJson(known), 'hex').slice(0, 12);
}

/** Whether a tool serves a kind, or stands behind a tool that does. */
export function isFor({ card }: LibraryEntry, kind: KindName): boolean {
  return serves(card, kind) || backs(card, kind);
}

/** @returns the groups of languages that the tools for a kind tell apart; a single one where each of them reads all */
export function groupsFor(kind: KindName, library: Library): LanguageGroup[] {
  const able = library
    .entries()
    .filter((entry) => isWhole(entry) && isFor(entry, kind) && library.routable(entry.card.id));
  return languageGroups(able.flatMap(({ card }) => (card.languages ? [card.languages] : [])));
}

/** Whether a tool reads all languages that a question is about; where it is about any, that is asked of each query. */
export function isReadIn({ card }: LibraryEntry, { languages }: PolicyAsk): boolean {
  if (!languages || !card.languages) return true;
  return 'only' in languages && languages.only.every((language) => card.languages!.includes(language));
}

/** A to Z, then AA … */
function codeAt(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${codeAt(Math.floor(index / 26) - 1)}${letter}`;
}
