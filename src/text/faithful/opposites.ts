import { isNegation } from './negation.ts';
import opposites from './opposites.json' with { type: 'json' };
import { plainWords } from './words-of.ts';

const OPPOSITES: ReadonlyMap<string, ReadonlySet<string>> = pairs();
/** Opposites in scripts without spaces: a word is found wherever its characters stand. */
const UNSPACED = ['zh', 'ja'] as const;
const HAN = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u;
/** Words that other wordings have in another sense: opposites only in a text that is close to a reference. */
const LIGHT = new Set(
  (
    'with without before after above below inside outside into from over under up down because although despite due more less fewer most least first last ' +
    'both neither all none near far early late earlier later long short longer shorter give take gave took left right add remove free paid kept keep ' +
    'light heavy hard soft easy hit missed help harm start end over mit ohne vor nach über unter mehr weniger weil obwohl da früh spät früher später avant après avec sans plus moins ' +
    'con sin antes después más menos com sem depois mais voor na meer minder с без до после больше меньше'
  ).split(' '),
);
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
): (text: string, isClose: boolean) => boolean {
  const isTurned = prepareUnspaced(references, known);
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
  if (turned.size === 0) return isTurned;
  return (text, isClose) => {
    if (isTurned(text)) return true;
    const words = plainWords(text);
    const said = new Set(words);
    const { plain } = saidIn(words);
    return turned
      .entries()
      .some(
        ([opposite, others]) =>
          plain.has(opposite) && (isClose || !LIGHT.has(opposite)) && !others.some((word) => said.has(word)),
      );
  };
}

/** The same for Chinese and Japanese, where words are not told apart. */
function prepareUnspaced(references: readonly string[], known: readonly string[]): (text: string) => boolean {
  if (!references.every((text) => HAN.test(text))) return () => false;
  const all = [...references, ...known].join('\n');
  const turned = UNSPACED.flatMap((language) => opposites[language].split(';'))
    .flatMap((pair) => {
      const [left, right] = pair.split(' ') as [string, string];
      return [[left, right] as const, [right, left] as const];
    })
    .filter(([word, other]) => references.every((text) => text.includes(word)) && !all.includes(other));
  return (text) => turned.some(([word, other]) => text.includes(other) && !text.includes(word));
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
      for (const ending of language === 'en' ? ['', 's', 'd', 'ed', 'ing', 'r', 'er', 'st', 'est'] : [''])
        for (const word of withEnding(left, ending))
          for (const opposite of withEnding(right, ending)) {
            add(word, opposite);
            add(opposite, word);
          }
    }
  return found;
}

/** "Raising", "cutting": an e is left out before a vowel, and a last consonant behind one vowel is doubled. */
function withEnding(word: string, ending: string): string[] {
  if (!/^[aeiou]/.test(ending)) return [word + ending];
  if (word.endsWith('e')) return [word.slice(0, -1) + ending];
  const last = /[^aeiou][aeiou]([bdgmnprt])$/.exec(word)?.[1];
  return last === undefined ? [word + ending] : [word + ending, word + last + ending];
}
