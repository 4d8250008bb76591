import { STOP_WORDS } from '../../answers/word-lists.ts';
import { porterStem } from '../../text/metrics/porter-stem.ts';
import { tokenize } from './tokens.ts';

/** What a text says of two things that were asked for in turn: each in the other's place, or in an order that may be wrong. */
export type InTurn = 'exchanged' | 'unclear';

const LONGEST = 1_500;
const MOST_PART_WORDS = 5;
/** "Who wrote Emma and who wrote Jane Eyre?", "Which country won, and against whom?", "Who wrote Emma? Who wrote Jane Eyre?" */
const SECOND =
  /(?:[,;]?\s+and|\?)\s+(?:(?:in|against|for|by|with|from|to|on|at|of|through)\s+)?(who|whom|whose|which|what|where|when|how (?:many|much|long|old|far|tall|high))\b([^?\n]{0,160})(?:\?|$)/gi;
const FIRST = /\b(who|whom|whose|which|what|where|when|how (?:many|much|long|old|far|tall|high))\b/i;
/** "And which through Rome", "and in which did he die": the noun of the first question is meant. */
const ELIDED =
  /^\s+(?:one\s+)?(?:in|on|at|of|for|by|through|to|from|with|is|was|are|were|did|does|do|has|had|lost|came|died|won)\b/i;
/** "Which team beat which?" */
const BOTH_SIDES =
  /\b(?:who|which|what)\b[^?\n]{1,60}\s(?:which|whom|who|what)(?=\s(?:in|at|on|by|for|during)\b|\?)/i;
const JOINT = /\s*[,;]\s*(?:(?:and|against|then)\s+)?|\s+(?:and|against|vs\.?|then)\s+/i;
const BETWEEN = /^(\p{Lu}[^,;]{0,60}?)\s(\p{Ll}{3,12})\s(\p{Lu}[^,;]{0,60})$/u;
/** Words that join two bare values, or lead to them. */
const BARE = new Set('and then against vs versus answer is are it they the'.split(' '));

/**
 * Prepares a check of questions that ask for two things of one sort in turn, where a reference names them in that order. The words that only one
 * of the two questions has tell which is which; a bare pair is read in the order of the questions.
 * @returns null where nothing of the sort is asked, or a reference is no such pair
 */
export function prepareInTurn(
  prompt: string,
  references: readonly string[],
): ((said: string) => InTurn | null) | null {
  const asked = askedInTurn(prompt.slice(-600));
  if (!asked || references.length === 0) return null;
  const pairs = references
    .map((reference) => pairOf(reference, asked.relation))
    .filter((pair) => pair !== null);
  if (pairs.length < references.length) return null;
  const checks = pairs.map((pair) => prepareCheck(pair, asked.first, asked.second));
  return (said) => {
    if (said.length > LONGEST) return null;
    const words = wordsOf(said);
    const found = checks.map((check) => check(words));
    return found.includes(null) ? null : (found[0] ?? null);
  };
}

interface Asked {
  readonly first: readonly string[];
  readonly second: readonly string[];
  /** Words between two names that say who did it and to whom. */
  readonly relation: ReadonlySet<string> | null;
}

function askedInTurn(prompt: string): Asked | null {
  const match = [...prompt.matchAll(SECOND)].at(-1);
  if (!match) {
    return BOTH_SIDES.test(prompt) ? { first: [], second: [], relation: new Set(wordsOf(prompt)) } : null;
  }
  const before = prompt
    .slice(0, match.index)
    .split(/[?\n]|[.!]\s/)
    .at(-1)!;
  const opening = FIRST.exec(before);
  if (!opening) return null;
  const own = contentOf(before);
  const other = contentOf(match[2]!);
  const isShared = own.some((word) => other.includes(word));
  const [sort, next] = [sortOf(opening[1]!), sortOf(match[1]!)];
  const isElided =
    sort === 'thing' && next === 'thing' && /^which$/i.test(match[1]!) && ELIDED.test(match[2]!);
  const isAgainst = sort === 'thing' && /^whom$/i.test(match[1]!);
  const isOfOneSort = sort === next && (sort !== 'thing' || isElided || isShared);
  if (!isOfOneSort && !isAgainst) return null;
  return {
    first: own.filter((word) => !other.includes(word)),
    second: other.filter((word) => !own.includes(word)),
    relation: null,
  };
}

function sortOf(word: string): string {
  const lower = word.toLowerCase();
  if (/^who/.test(lower)) return 'person';
  return /^(?:which|what)$/.test(lower) ? 'thing' : lower;
}

type Pair = readonly [one: readonly string[], other: readonly string[], between: string | null];

function pairOf(reference: string, relation: ReadonlySet<string> | null): Pair | null {
  const text = reference.trim().replace(/\.$/, '');
  const between = relation && BETWEEN.exec(text);
  if (relation && !between) return null;
  if (between && !relation.has(between[2]!)) return null;
  const parts = (between ? [between[1]!, between[3]!] : text.split(JOINT)).map(nameOf);
  const [one, other] = parts;
  if (parts.length !== 2 || !one || !other) return null;
  const isShort = parts.every((part) => part.length > 0 && part.length <= MOST_PART_WORDS);
  const isDistinct = !one.every((word) => other.includes(word)) && !other.every((word) => one.includes(word));
  const areAlike = /\d/.test(one.join('')) === /\d/.test(other.join(''));
  return isShort && isDistinct && areAlike ? [one, other, between?.[2] ?? null] : null;
}

function prepareCheck(
  [one, other, between]: Pair,
  first: readonly string[],
  second: readonly string[],
): (words: readonly string[]) => InTurn | null {
  const own = new Set([...one, ...other]);
  const stems = [...own].map(porterStem);
  const [left, right] = [first, second].map((list) => new Set(list.filter((word) => !stems.includes(word))));
  return (words) => {
    const [at, beside] = [placeOf(words, one), placeOf(words, other)];
    if (at < 0 || beside < 0) return null;
    const isTurned = beside < at;
    if (between !== null)
      return isTurned && words.slice(beside + other.length, at).join(' ') === between ? 'exchanged' : null;
    const anchor = (set: ReadonlySet<string>) => words.findIndex((word) => set.has(porterStem(word)));
    const [here, there] = [anchor(left!), anchor(right!)];
    if (here >= 0 && there >= 0) return isTurned === there < here ? null : 'exchanged';
    if (!isTurned) return null;
    return words.every((word) => own.has(word) || BARE.has(word)) ? 'exchanged' : 'unclear';
  };
}

/** The first place of a name among words, or that of its last word. */
function placeOf(words: readonly string[], name: readonly string[]): number {
  const whole = words.findIndex((_, at) => name.every((word, index) => words[at + index] === word));
  return whole >= 0 ? whole : words.indexOf(name.at(-1)!);
}

function nameOf(part: string): string[] {
  return wordsOf(part.replace(/^(?:the|a|an)\s+/i, ''));
}

function contentOf(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !STOP_WORDS.has(word))
    .map(porterStem);
}

function wordsOf(text: string): string[] {
  return tokenize(text, LONGEST).map(({ text: word }) => word);
}
