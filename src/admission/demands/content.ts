import { MARKER } from './shape.ts';
import { sameValue } from './tolerance.ts';

/** Words that do not change the meaning of a text. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(
  'a an the is are it its so of and to in that then thus hence therefore exactly about'.split(' '),
);
const TOKEN = /(?:(?<![\p{L}\p{N}.])[-+−])?(?:(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)?|\p{L}+/gu;
const MOST_TOKENS = 600;

/**
 * @returns the content of a text: its words with their letters, and its numbers by value. List marks, signs, white space
 * and words without a meaning of their own are left out
 */
export function contentOf(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .split('\n')
    .map((line) => line.trim().replace(MARKER, ''))
    .join('\n');
  const tokens = Array.from(plain.matchAll(TOKEN), ([token]) => readToken(token)).slice(0, MOST_TOKENS);
  const telling = tokens.filter((token) => !EMPTY_WORDS.has(token.toLowerCase()));
  return telling.length > 0 ? telling : tokens;
}

function readToken(token: string): string {
  if (!/\d/.test(token)) return token;
  const plain = token.replace('−', '-').replace('+', '').replaceAll(',', '');
  return plain.replace('-', '').length > 15 ? plain : String(Number(plain));
}

/**
 * @returns whether two contents are equal: the same words in any case, and the same numbers within the tolerance of the
 * prompt. Repetitions count only where both contents have the same number of parts
 */
export function sameContent(one: readonly string[], other: readonly string[], prompt: string): boolean {
  if (missingIn(one, other, prompt) > 0 || missingIn(other, one, prompt) > 0) return false;
  if (one.length !== other.length) return true;
  const [mine, theirs] = [one, other].map((list) => list.map((token) => token.toLowerCase()).toSorted());
  return mine!.every((token, at) => sameValue(token, theirs![at]!, prompt)) || !sameWords(mine!, theirs!);
}

/** Whether two lists hold the same tokens, without regard to repetitions. */
function sameWords(one: readonly string[], other: readonly string[]): boolean {
  return one.every((token) => other.includes(token)) && other.every((token) => one.includes(token));
}

/** @returns whether two contents are equal and in the same order */
export function sameSequence(one: readonly string[], other: readonly string[], prompt: string): boolean {
  return (
    one.length === other.length &&
    one.every((token, at) => sameValue(token.toLowerCase(), other[at]!.toLowerCase(), prompt))
  );
}

/** @returns the number of different words and numbers of one content that are missing in the other */
export function missingIn(one: readonly string[], other: readonly string[], prompt = ''): number {
  const has = new Set(other.map((token) => token.toLowerCase()));
  const own = new Set(one.map((token) => token.toLowerCase()));
  return [...own].filter(
    (token) => !has.has(token) && ![...has].some((entry) => sameValue(token, entry, prompt)),
  ).length;
}
