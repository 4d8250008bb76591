import { prepareSpelledCheck, tableRows } from './spelled-record.ts';
import { rootOf, wordsOf } from './words-of.ts';

const SLOT =
  /[\w.-]{1,60}["']?\s?(?:=|\[|\||:)\s?(?:'([^'\n]{1,200})'|"([^"\n]{1,200})"|([^,;()[\]|'"\n=]{1,200}))/g;
/** Two slots of a record in one of the usual notations. */
const RECORD =
  /(?:\w\s?=\s?['"\w][^\n]{0,200}[;,)][^\n]{0,80}\w\s?=)|(?:\w\[[^\]\n]{1,200}\][^\n]{0,80}\w\[)|(?:"\w+"\s?:[^\n]{0,200}"\w+"\s?:)|(?:\w+ \| \w[^\n]{0,200} \| )|^\s*\w+\([\w-]{1,40}\s?=/;
/** `(Anna Berg, spouse, Carl Holm)`. */
const TRIPLE = /\(([^(),\n]{1,80}), ?[\w -]{1,60}, ?([^()\n]{1,120})\)/g;
/** Names of slots as programs write them: no text of a language has them. */
const SLOT_NAME = /\b[a-z]{2,20}(?:[A-Z][a-z]{1,20}|_[a-z]{2,20})+\b/g;
const NO_VALUE = new Set(['yes', 'no', 'none', 'true', 'false', 'dont_care', 'null']);
const MOST_SLOTS = 50;
const LONGEST_PROMPT = 10_000;
const GLUE = new Set('the a an and or no yes'.split(' '));

/** @returns the values of a record in a prompt: `name='Zaytun', area=south`, `name[Zaytun]`, `"name": "Zaytun"`, `Zaytun | area | south` */
function recordValues(prompt: string): string[] {
  const text = prompt.slice(0, LONGEST_PROMPT);
  const [, ...rows] = tableRows(text);
  const values: string[] = rows.flat().filter((cell) => cell.length > 1 && !NO_VALUE.has(cell.toLowerCase()));
  if (values.length > 0) return values.slice(0, MOST_SLOTS);
  SLOT.lastIndex = 0;
  for (let found = SLOT.exec(text); found && values.length < MOST_SLOTS; found = SLOT.exec(text)) {
    const [, single, double, bare] = found;
    // What an instruction announces ("Say this: name[…]") is the first slot, not a value.
    if (bare !== undefined && /^[[(=]/.test(text.slice(SLOT.lastIndex))) SLOT.lastIndex -= bare.length;
    else {
      const value = (single ?? double ?? bare ?? '').trim();
      if (value.length > 1 && !NO_VALUE.has(value.toLowerCase())) values.push(value);
    }
  }
  for (const [, subject, object] of text.matchAll(TRIPLE))
    for (const value of [subject!, object!])
      if (values.length < MOST_SLOTS && !values.includes(value.trim())) values.push(value.trim());
  return values;
}

/** What is wrong with a text made from a record. */
export type RecordFault = 'copied-data' | 'values-only' | 'missing-fact';

/**
 * Prepares a check of a text that was made from a record: it is the record, or nothing but its values, or it leaves out a value that
 * every reference says.
 */
export function prepareRecordCheck(
  prompt: string,
  references: readonly string[],
): (text: string) => RecordFault | null {
  const values = recordValues(prompt);
  const valueRoots = new Set(values.flatMap((value) => wordsOf(value).map(rootOf)));
  const said = references.map((text) => new Set(wordsOf(text).map(stub)));
  const needed = values
    .map((value) =>
      wordsOf(value)
        .map(stub)
        .filter((word) => word.length > 2 || /\d/.test(word)),
    )
    .filter(
      (words) =>
        words.length > 0 && said.length > 0 && said.every((set) => words.every((word) => isSaid(word, set))),
    );
  const inRecord = new Set(wordsOf(prompt.slice(0, LONGEST_PROMPT)).map(rootOf));
  /** "Acme, Oslo, founded, 1987": the words of the record with nothing but marks between them. */
  const isPieces = (text: string, words: readonly string[]): boolean => {
    const pieces = text.split(/[,;|\n]/).filter((piece) => piece.trim() !== '');
    return (
      pieces.length > 2 &&
      pieces.every((piece) => wordsOf(piece).length <= 4) &&
      words.every((word) => inRecord.has(rootOf(word)) || GLUE.has(word.toLowerCase()))
    );
  };
  const names = [...new Set(prompt.slice(0, LONGEST_PROMPT).match(SLOT_NAME) ?? [])].filter(
    (name) => !references.some((text) => text.includes(name)),
  );
  const isSpelled = prepareSpelledCheck(prompt, references);
  const mayBeRecord = references.some((text) => RECORD.test(text) || isLabelled(text));
  return (text) => {
    if (names.some((name) => text.includes(name))) return 'copied-data';
    if (!mayBeRecord && (RECORD.test(text) || isLabelled(text))) return 'copied-data';
    if (isSpelled(text)) return 'copied-data';
    const words = wordsOf(text);
    const own = words.filter((word) => !valueRoots.has(rootOf(word)) && !GLUE.has(word.toLowerCase()));
    if (values.length > 1 && words.length > 1 && own.length === 0) return 'values-only';
    if (isPieces(text, words)) return 'values-only';
    const stubs = new Set(words.map(stub));
    return needed.some((all) => !all.every((word) => isSaid(word, stubs) || isMeant(word, stubs)))
      ? 'missing-fact'
      : null;
  };
}

/** `name: Zaytun area: south price: cheap`. */
function isLabelled(text: string): boolean {
  return (
    (text.slice(0, LONGEST_PROMPT).match(/(?<![\p{L}\d])[\p{L}_-]{2,30}\s?[:=]\s?\S/gu)?.length ?? 0) > 2
  );
}

/** Other words for the values that records of places, goods and people use. */
const SAME = [
  'cheap inexpensive affordable budget low',
  'expensive pricey upscale costly high dear',
  'moderate average mid medium reasonable',
  'high top excellent great',
  'low poor bad',
  'family kid child children families',
  'friendly welcome suitable',
  'pub bar inn tavern',
  'restaurant eatery diner place',
  'coffee cafe café',
  'riverside river',
  'population inhabitants people residents',
  'city town',
  'centre center downtown',
  'customer guest visitor',
  'rating rated score star',
  'born birth',
  'died death passed',
  'located situated lies stands found',
  'founded established started created set',
].map((line) => line.split(' ').map(stub));

function isMeant(word: string, stubs: ReadonlySet<string>): boolean {
  return SAME.some((group) => group.includes(word) && group.some((other) => stubs.has(other)));
}

/** The first four letters of a root: `moderate` and `moderately`, `price` and `priced`. */
function stub(word: string): string {
  return rootOf(word).slice(0, 4);
}

/** Also where one is the beginning of the other: `ave` and `avenue`, `901 s` and `901s`. */
function isSaid(word: string, stubs: ReadonlySet<string>): boolean {
  if (stubs.has(word)) return true;
  return (
    word.length > 2 &&
    [...stubs].some((stub) => stub.length > 2 && (stub.startsWith(word) || word.startsWith(stub)))
  );
}
