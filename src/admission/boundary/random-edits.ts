import type { Random } from '../../spec/random.ts';
import type { Edit } from './search-boundary.ts';

const TOKEN = /\d+|\p{L}+|\s+|[^\s\p{L}\d]/gu;
const LETTER = /[\p{L}\d]/gu;
const LONGEST = 4_000;

/**
 * @param others right responses to other queries, whose parts may take the place of parts of this response
 * @returns edits at random places: a letter, digit, word or line is changed, left out, doubled, exchanged with its
 * neighbour, or replaced by one of another response. Two of them in a row reach what no single edit reaches
 */
export function randomEdits(text: string, others: readonly string[], random: Random, count: number): Edit[] {
  if (text.length > LONGEST || text.trim() === '') return [];
  const made = Array.from({ length: count }, () => {
    const edit = random.pick(EDITS)!;
    return { sort: edit.sort, text: edit.make(text, others, random) };
  });
  return made.filter((edit) => edit.text !== text && edit.text.trim() !== '');
}

interface RandomEdit {
  readonly sort: string;
  make(text: string, others: readonly string[], random: Random): string;
}

const EDITS: readonly RandomEdit[] = [
  {
    sort: 'a letter or digit changed',
    make: (text, _, random) => atLetter(text, random, (letter) => likeLetter(letter, text, random)),
  },
  {
    sort: 'a letter or digit changed',
    make: (text, _, random) => atLetter(text, random, (letter) => likeLetter(letter, text, random)),
  },
  { sort: 'a letter or digit left out', make: (text, _, random) => atLetter(text, random, () => '') },
  {
    sort: 'a letter or digit put in',
    make: (text, _, random) => atLetter(text, random, (letter) => likeLetter(letter, text, random) + letter),
  },
  { sort: 'two letters or digits exchanged', make: (text, _, random) => withTwoExchanged(text, random) },
  { sort: 'two parts exchanged', make: (text, _, random) => withPart(text, random, exchanged) },
  {
    sort: 'a part of another response in its place',
    make: (text, others, random) =>
      withPart(text, random, (parts, at) => {
        const other = partsOf(random.pick(others) ?? '').filter(
          (part) => sortOf(part) === sortOf(parts[at]!),
        );
        return parts.with(at, random.pick(other) ?? parts[at]!);
      }),
  },
  {
    sort: 'a part left out',
    make: (text, _, random) => withPart(text, random, (parts, at) => parts.toSpliced(at, 1)),
  },
  {
    sort: 'a line of another response in its place',
    make: (text, others, random) => {
      const lines = text.split('\n');
      const line = random.pick((random.pick(others) ?? '').split('\n'));
      return lines.length < 2 || !line ? text : lines.with(random.below(lines.length), line).join('\n');
    },
  },
];

const SORTS: ReadonlySet<string> = new Set(EDITS.map(({ sort }) => sort));

/** @returns whether a sort of edit is one at random places */
export function isRandomSort(sort: string): boolean {
  return SORTS.has(sort);
}

/** @returns a text with one letter or digit replaced */
function atLetter(text: string, random: Random, change: (letter: string) => string): string {
  const found = random.pick([...text.matchAll(LETTER)]);
  if (!found) return text;
  return text.slice(0, found.index) + change(found[0]) + text.slice(found.index + found[0].length);
}

/** @returns a text in which two neighbouring letters or digits are exchanged */
function withTwoExchanged(text: string, random: Random): string {
  const found = random.pick([...text.matchAll(/(?=([\p{L}\d])([\p{L}\d]))/gu)]);
  if (!found) return text;
  const [, first = '', second = ''] = found;
  return text.slice(0, found.index) + second + first + text.slice(found.index + first.length + second.length);
}

/** @returns a digit for a digit; for a letter, one that the text has elsewhere in the same case */
function likeLetter(letter: string, text: string, random: Random): string {
  if (/\d/.test(letter)) return String(random.below(10));
  const upper = letter === letter.toUpperCase();
  const own = (text.match(/\p{L}/gu) ?? []).filter((other) => (other === other.toUpperCase()) === upper);
  return random.pick(own) ?? letter;
}

function partsOf(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

function sortOf(part: string): 'number' | 'word' | 'space' | 'sign' {
  if (/\d/.test(part)) return 'number';
  if (/\p{L}/u.test(part)) return 'word';
  return /\s/.test(part) ? 'space' : 'sign';
}

function withPart(
  text: string,
  random: Random,
  change: (parts: readonly string[], at: number, random: Random) => readonly string[],
): string {
  const parts = partsOf(text);
  const places = parts.flatMap((part, at) => (sortOf(part) === 'space' ? [] : [at]));
  const at = random.pick(places);
  return at === undefined ? text : change(parts, at, random).join('');
}

/** Exchanges a part with another of its sort. */
function exchanged(parts: readonly string[], at: number, random: Random): readonly string[] {
  const same = parts.flatMap((part, place) =>
    place !== at && sortOf(part) === sortOf(parts[at]!) ? [place] : [],
  );
  const other = random.pick(same);
  return other === undefined ? parts : parts.with(at, parts[other]!).with(other, parts[at]!);
}
