import { ARTICLES, EITHER_WAY, MOVES } from './content-words.ts';

const FRONTED =
  /(?<!\p{L})(?<front>\p{L}{2,})(?:\s(?:the|der|die|das|la|le|el))?\s(?<name>\p{Lu}[\p{L}'’-]{2,}|\d[\d.,]*)/gu;

/**
 * Prepares a check whether two names or numbers of a reference have each other's word in front: "in Northwood by the retailer Leeds" for
 * "by the retailer Northwood in Leeds".
 */
export function prepareRenamedCheck(
  references: readonly string[],
  known: readonly string[],
): (text: string) => boolean {
  const usual = new Set(
    [...references, ...known].flatMap((text) => fronted(text).map(([name, front]) => `${front} ${name}`)),
  );
  const wanted = references.map(frontsOf);
  return (text) => {
    const said = fronted(text).filter(([name, front]) => !usual.has(`${front} ${name}`));
    return wanted.some((fronts) => isRenamed(said, fronts));
  };
}

/** @returns the word in front of each name; nothing for a name that stands in several places */
function frontsOf(reference: string): ReadonlyMap<string, string> {
  const fronts = new Map<string, string>();
  for (const [name, front] of fronted(reference)) fronts.set(name, fronts.has(name) ? '' : front);
  return fronts;
}

function isRenamed(
  all: readonly (readonly [name: string, front: string])[],
  fronts: ReadonlyMap<string, string>,
): boolean {
  const said = all.filter(([name, front]) => fronts.has(name) && fronts.get(name) !== front);
  return said.some(([one, before]) =>
    said.some(
      ([other, beside]) =>
        one !== other &&
        !(MOVES.has(before) && MOVES.has(beside)) &&
        fronts.get(other) === before &&
        fronts.get(one) === beside,
    ),
  );
}

function fronted(text: string): [name: string, front: string][] {
  return Array.from(text.slice(0, 20_000).matchAll(FRONTED), ({ groups }): [string, string] => [
    groups!.name!.toLowerCase().replace(/[.,]+$/, ''),
    groups!.front!.toLowerCase(),
  ]).filter(([, front]) => !EITHER_WAY.has(front) && !ARTICLES.has(front));
}
