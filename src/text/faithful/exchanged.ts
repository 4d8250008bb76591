import { EITHER_WAY, hasContent, MOVES, NUMBER_WORDS } from './content-words.ts';
import { isGermanic } from './germanic.ts';
import { listedWords } from './listed.ts';
import { prepareRenamedCheck } from './renamed.ts';
import { prepareExchangedRolesCheck } from './who-does-what.ts';
import { plainWords, STUB } from './words-of.ts';

const MOST_WORDS = 300;
const LONGEST_PHRASE = 4;
const EDGE = '\u0001';
const COPULA = new Set(
  'is was are were be been being ist war sind waren est était sont es era son è fu sono foi é'.split(' '),
);
/** Articles that say nothing of who does what, as the German ones do. */
const NEUTRAL_ARTICLES = new Set(['the', 'a', 'an', 'le', 'la', 'l', 'el', 'il', 'lo']);
const WEAK = new Set('that which who whom whose this these those dass qui que che welche welcher'.split(' '));

interface Phrase {
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly context: string;
}

/**
 * Prepares a check whether two things of a reference have changed places in a text: each of them stands where the other one should, between
 * the same words; or who does something and whom it is done to are exchanged ("acquired" and "acquired by").
 * A paraphrase puts things into other surroundings and is none: places between words without content tell something only of a text
 * that is close to a reference otherwise.
 */
export function prepareExchangeCheck(
  references: readonly string[],
  known: readonly string[],
): (text: string, isClose: boolean) => boolean {
  const wanted = references.map((text) => foldedWords(text));
  const phrases = wanted.map(phrasesOf);
  const contexts = new Set(
    [...wanted, ...known.map(foldedWords)].flatMap((words) => phrasesOf(words).map(placed)),
  );
  const isRolesExchanged = prepareExchangedRolesCheck([...references, ...known].map(foldedWords));
  const isFree = references.some(isGermanic);
  const lists = references.map(listedWords);
  const isRenamed = prepareRenamedCheck(references, known);
  return (text, isClose) => {
    const words = foldedWords(text);
    if (isRolesExchanged(words) || isRenamed(text)) return true;
    const said = phrasesOf(words);
    return phrases.some((list, index) =>
      isExchanged(said, list, wanted[index]!, contexts, isFree, isClose, lists[index]!),
    );
  };
}

function isExchanged(
  said: readonly Phrase[],
  wanted: readonly Phrase[],
  words: readonly string[],
  contexts: ReadonlySet<string>,
  isFree: boolean,
  isClose: boolean,
  lists: readonly ReadonlySet<string>[],
): boolean {
  const here = new Map<string, Phrase[]>();
  for (const phrase of wanted) here.set(phrase.context, [...(here.get(phrase.context) ?? []), phrase]);
  const places = new Set(said.map(placed));
  const byKey = new Map<string, Phrase[]>();
  for (const phrase of wanted) byKey.set(phrase.key, [...(byKey.get(phrase.key) ?? []), phrase]);
  for (const phrase of said) {
    if (contexts.has(placed(phrase))) continue;
    for (const right of here.get(phrase.context) ?? []) {
      if (right.key === phrase.key) continue;
      for (const home of byKey.get(phrase.key) ?? []) {
        if (home.from < right.to && right.from < home.to) continue;
        if (home.context === right.context || isEitherWay(words, home, right)) continue;
        if (lists.some((list) => isIn(list, words, home) && isIn(list, words, right))) continue;
        if (MOVES.has(words[home.from]!) || MOVES.has(words[right.from]!)) continue;
        if (!isClose && !isTelling(home) && !isTelling(right)) continue;
        if (isFree && isAroundVerb(words, home, right)) continue;
        const moved = `${right.key}|${home.context}`;
        if (places.has(moved) && !contexts.has(moved)) return true;
      }
    }
  }
  return false;
}

/**
 * Around a lone verb the Germanic languages put two things in either order, but for those whose article is the same for who does it and
 * whom it is done to. Around a preposition ("von Montag auf Donnerstag") they do not.
 */
function isAroundVerb(words: readonly string[], one: Phrase, other: Phrase): boolean {
  const [left, right] = one.from < other.from ? [one, other] : [other, one];
  const between = words.slice(left.to, right.from);
  if (between.length >= 3 || (hasDie(words, one) && hasDie(words, other))) return false;
  return !between.some((word) => MOVES.has(word));
}

function isIn(list: ReadonlySet<string>, words: readonly string[], { from, to }: Phrase): boolean {
  return words.slice(from, to).every((word) => list.has(word));
}

/** "Die" and "das" are the same for who does it and whom it is done to: there the order tells. */
function hasDie(words: readonly string[], { from }: Phrase): boolean {
  return /^(?:die|das)$/.test(words[from - 1] ?? '');
}

/** Whether a number, or a place between words of content: "in _ is" and "from _." fit anything. */
function isTelling({ key, context }: Phrase): boolean {
  if (/\d/.test(key) || NUMBER_WORDS.has(key)) return true;
  return context
    .split(' ')
    .some((word) => word === 'near' || (hasContent(word) && !WEAK.has(word) && !MOVES.has(word)));
}

function placed({ key, context }: Phrase): string {
  return `${key}|${context}`;
}

function isEitherWay(words: readonly string[], one: Phrase, other: Phrase): boolean {
  const [left, right] = one.from < other.from ? [one, other] : [other, one];
  const between = words.slice(left.to, right.from);
  // "In Oslo in 1950" is "in 1950 in Oslo".
  if (between.length === 1 && between[0] === words[left.from - 1] && MOVES.has(between[0]!)) return true;
  return between.length <= 5 && between.every((word) => EITHER_WAY.has(word));
}

/** Every run of up to four words with content at its ends, and the word on either side. */
function phrasesOf(words: readonly string[]): Phrase[] {
  const phrases: Phrase[] = [];
  for (let from = 0; from < words.length; from += 1)
    for (let to = from + 1; to <= Math.min(words.length, from + LONGEST_PHRASE); to += 1) {
      if (!hasContent(words[to - 1]!) || !words.slice(from, to).some(hasContent)) continue;
      const key = words
        .slice(from, to)
        .map((word) => word.slice(0, STUB))
        .join(' ');
      phrases.push({
        key,
        from,
        to,
        context: `${wordBefore(words, from).slice(0, STUB)} ${(words[to] ?? EDGE).slice(0, STUB)}`,
      });
    }
  return phrases;
}

/** The article in front is the phrase's own: "The Copper Pot" and "Raja Cuisine" may change places. */
function wordBefore(words: readonly string[], from: number): string {
  const at = NEUTRAL_ARTICLES.has(words[from - 1] ?? '') ? from - 2 : from - 1;
  return words[at] ?? EDGE;
}

function foldedWords(text: string): string[] {
  return plainWords(text)
    .slice(0, MOST_WORDS)
    .map((word) => (COPULA.has(word) ? 'be' : word));
}
