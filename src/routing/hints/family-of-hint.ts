import type { KindFamily } from '../../spec/kinds.ts';
import { knownNames } from './names.ts';
import { isNeutral, taskWords } from './words.ts';

const LONGEST_LABEL = 200;
/** Number of tokens in the longest name that people write with separators: `big_math_rl_verified`. */
const MOST_JOINED = 4;

/** The meaning of one part of a label: a family, nothing, or several meanings (`unclear`), so that the label gives no hint. */
type Said = KindFamily | 'nothing' | 'unclear';

/**
 * Reads what callers call their tasks and data sets. A hint is taken as the caller's word for the family, so a wrong one
 * is worse than none: names count as whole names, words for tasks only at the end of a label, and where a label names two
 * families it says nothing.
 * @param label a `task` or a verl `data_source`: `openai/gsm8k`, `searchR1_nq`, `logic__zebra_puzzle_dataset`
 */
export function familyOfHint(label: string): KindFamily | null {
  const plain = label.slice(0, LONGEST_LABEL).normalize('NFKC').toLowerCase();
  const parts = plain.split(/\/|__|:/).filter((part) => part !== '');
  const last = sayOf(tokensOf(parts.at(-1) ?? ''));
  if (last !== 'nothing') return last === 'unclear' ? null : last;
  for (const part of parts.slice(0, -1).reverse()) {
    const said = collectionOf(tokensOf(part));
    if (said !== 'nothing') return said === 'unclear' ? null : said;
  }
  return null;
}

function tokensOf(part: string): string[] {
  return part.split(/[^a-z0-9]+/).filter((token) => token !== '');
}

/**
 * The first part of a path is a collection (`math`, `reasoning_gym`) or an owner (`math-ai`), so each of its tokens must be
 * known.
 */
function collectionOf(tokens: readonly string[]): Said {
  const whole = tokens.join('');
  const family = knownNames.has(whole) ? knownNames.get(whole)?.family : taskWords.get(whole)?.family;
  if (family === undefined) return 'nothing';
  return family ?? 'unclear';
}

function sayOf(tokens: readonly string[]): Said {
  const meaning = tokens.filter((token) => !isNeutral(token));
  for (const whole of [tokens.join(''), meaning.join(''), withoutDigits(meaning.join(''))]) {
    const said = collectionOf([whole]);
    if (said !== 'nothing') return said;
  }
  const { families, rest } = namesIn(tokens);
  const words = rest.flatMap((group) => wordsIn(group.filter((token) => !isNeutral(token))));
  if (families.length > 0)
    return agreed([...families, ...words.flatMap(({ family, alone }) => (alone ? [] : [family]))]);
  return headOf(words, meaning);
}

/** @returns the families of the names in the label (null for a name that says nothing), and the tokens between the names */
function namesIn(tokens: readonly string[]): {
  readonly families: readonly (KindFamily | null)[];
  readonly rest: readonly (readonly string[])[];
} {
  const families: (KindFamily | null)[] = [];
  const rest: string[][] = [[]];
  for (let at = 0; at < tokens.length; ) {
    const found = longestAt(tokens, at, (joined) => {
      const known = knownNames.get(joined) ?? knownNames.get(withoutDigits(joined));
      return known && (!known.whole || isFiledUnder(known.family, joined, tokens)) ? known : undefined;
    });
    if (found) {
      families.push(found.value.family);
      rest.push([]);
      at += found.length;
    } else {
      rest.at(-1)?.push(tokens[at] ?? '');
      at += 1;
    }
  }
  return { families, rest };
}

/** @returns whether everything else in a label is neutral or a word for the family: `train-code-taco-hard` */
function isFiledUnder(family: KindFamily | null, name: string, tokens: readonly string[]): boolean {
  const others = tokens.filter((token) => token !== name && !isNeutral(token));
  return others.every((token) => family !== null && taskWords.get(token)?.family === family);
}

interface PlacedWord {
  readonly family: KindFamily;
  readonly alone: boolean;
  /** The last word of its tokens. */
  readonly atEnd: boolean;
}

function wordsIn(tokens: readonly string[]): PlacedWord[] {
  const found: PlacedWord[] = [];
  for (let at = 0; at < tokens.length; ) {
    const word = longestAt(tokens, at, (joined) => taskWords.get(joined));
    if (word) found.push({ ...word.value, atEnd: at + word.length === tokens.length });
    at += word?.length ?? 1;
  }
  return found;
}

/** A label without names has the meaning of its last word, unless another of its words has a different meaning. */
function headOf(words: readonly PlacedWord[], meaning: readonly string[]): Said {
  const last = words.at(-1);
  if (!last?.atEnd) return 'nothing';
  if (last.alone && meaning.length > words.length) return 'nothing';
  return agreed(words.map(({ family }) => family));
}

function agreed(families: readonly (KindFamily | null)[]): Said {
  const [first, ...others] = new Set(families);
  return first && others.length === 0 ? first : 'unclear';
}

function longestAt<Value>(
  tokens: readonly string[],
  at: number,
  find: (joined: string) => Value | undefined,
): { readonly value: Value; readonly length: number } | null {
  for (let length = Math.min(MOST_JOINED, tokens.length - at); length > 0; length -= 1) {
    const value = find(tokens.slice(at, at + length).join(''));
    if (value !== undefined) return { value, length };
  }
  return null;
}

/** `wmt14`, `aime2024`, `leetcode2k`: the name without the year or the count behind it. */
function withoutDigits(name: string): string {
  return name.replace(/\d+[kmbx]?$/, '');
}
