import { isNegation } from './negation.ts';
import opposites from './opposites.json' with { type: 'json' };
import { plainWords } from './words-of.ts';

const OPPOSITES: ReadonlyMap<string, ReadonlySet<string>> = pairs();
/** "Unstable" for "stable". */
const PREFIXES = ['un', 'in', 'im', 'ir', 'il', 'dis', 'non', 'des', 'in', 'mal'];
/** How far a negation in front of a word reaches. */
const REACH = 3;

/**
 * Prepares a check whether a text says the opposite of what every reference says: "sold" for "acquired" or "bought". No known text may
 * say that opposite, and the word itself must be missing; a word behind a negation is not said.
 */
export function prepareOppositeCheck(
  references: readonly string[],
  known: readonly string[],
): (text: string) => boolean {
  const all = new Set([...references, ...known].flatMap(plainWords));
  const denied = new Set(references.flatMap((text) => [...saidIn(plainWords(text)).denied]));
  const sets = references.map((text) => saidIn(plainWords(text)).plain);
  const turned = new Map<string, readonly string[]>();
  for (const opposite of new Set([...(sets[0] ?? [])].flatMap((word) => [...(OPPOSITES.get(word) ?? [])]))) {
    const words = [...OPPOSITES.get(opposite)!];
    const isSaid = (set: ReadonlySet<string>) => words.some((word) => set.has(word) && !denied.has(word));
    if (!all.has(opposite) && sets.every(isSaid)) turned.set(opposite, words);
  }
  for (const word of sets[0] ?? [])
    if (word.length > 4 && !denied.has(word) && sets.every((set) => set.has(word)))
      for (const prefix of PREFIXES) if (!all.has(prefix + word)) turned.set(prefix + word, [word]);
  if (turned.size === 0) return () => false;
  return (text) => {
    const words = plainWords(text);
    const said = new Set(words);
    const { plain } = saidIn(words);
    return turned
      .entries()
      .some(([opposite, others]) => plain.has(opposite) && !others.some((word) => said.has(word)));
  };
}

function saidIn(words: readonly string[]): { plain: ReadonlySet<string>; denied: ReadonlySet<string> } {
  const plain = new Set<string>();
  const denied = new Set<string>();
  let behind = Number.POSITIVE_INFINITY;
  for (const word of words) {
    if (isNegation(word)) behind = 0;
    else behind += 1;
    (behind <= REACH && behind > 0 ? denied : plain).add(word);
  }
  return { plain, denied };
}

function pairs(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const add = (word: string, opposite: string) =>
    found.set(word, (found.get(word) ?? new Set<string>()).add(opposite));
  for (const [language, list] of Object.entries(opposites))
    for (const pair of list.split(';')) {
      const [left, right] = pair.split(' ') as [string, string];
      for (const ending of language === 'en' ? ['', 's', 'd', 'ed', 'ing', 'r', 'er', 'st', 'est'] : ['']) {
        add(left + ending, right + ending);
        add(right + ending, left + ending);
      }
    }
  return found;
}
