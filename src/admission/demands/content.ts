import { MARKER } from './shape.ts';
import { sameValue } from './tolerance.ts';

/** Words that may come and go without another meaning. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(
  'a an the is are it its so of and to in that then thus hence therefore exactly about'.split(' '),
);
const TOKEN = /(?<![\p{L}\p{N}.])[-+−](?=\d)\d+(?:\.\d+)?|\d+(?:\.\d+)?|\p{L}+/gu;
const MOST_TOKENS = 600;

/**
 * @returns what a text says: its words in the given letters and its numbers by value, without marks of lists, signs and
 * white space between, and words without a meaning of their own
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
  const plain = token.replace('−', '-').replace('+', '');
  return plain.replace('-', '').length > 15 ? plain : String(Number(plain));
}

/** @returns whether two contents have the same words, whatever their case, and the same numbers within what the prompt tolerates, in any order */
export function sameContent(one: readonly string[], other: readonly string[], prompt: string): boolean {
  if (one.length !== other.length) return false;
  const [mine, theirs] = [one, other].map((list) => list.map((token) => token.toLowerCase()).toSorted());
  if (mine!.every((token, at) => token === theirs![at])) return true;
  const left = [...theirs!];
  return mine!.every((token) => {
    const exact = left.indexOf(token);
    const at = exact >= 0 ? exact : left.findIndex((entry) => sameValue(token, entry, prompt));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** @returns whether two contents say the same in the same order */
export function sameSequence(one: readonly string[], other: readonly string[], prompt: string): boolean {
  return (
    one.length === other.length &&
    one.every((token, at) => sameValue(token.toLowerCase(), other[at]!.toLowerCase(), prompt))
  );
}

/** @returns how many tokens of one content the other does not have */
export function missingIn(one: readonly string[], other: readonly string[]): number {
  const left = other.map((token) => token.toLowerCase());
  return one.filter((token) => {
    const at = left.indexOf(token.toLowerCase());
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  }).length;
}
