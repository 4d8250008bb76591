import { table } from '../../spec/table.ts';
import { detectLanguage } from '../language.ts';
import sorts from './sorts.json' with { type: 'json' };
import { plainWords } from './words-of.ts';

/** For each word of a sort that all know (colours, weekdays, animals …): the things it can stand for, as `sort thing`. */
type Things = ReadonlyMap<string, readonly string[]>;

const DAYS = 7;
const MONTHS = 12;
/** Months that are other words as well. */
const OTHER_WORDS = new Set(['may', 'march', 'mai', 'mars', 'maj']);
const kept = new Map<string, Things>();

/**
 * Prepares a check whether a text has another thing of the same sort in place of one that every reference has: Tuesday for Monday, a
 * cat for a dog, a lake for a river. The other thing stands in no known text, and the right one is missing.
 * @param known references, and the source where it is in the same language
 */
export function prepareOtherThingCheck(
  references: readonly string[],
  known: readonly string[],
): (text: string) => boolean {
  const things = thingsOf(languageOf(references));
  const said = references.map((text) => namedIn(text, things));
  const everywhere = [...(said[0] ?? [])].filter((thing) => said.every((set) => set.has(thing)));
  const familiar = new Set([...references, ...known].flatMap((text) => [...namedIn(text, things)]));
  if (everywhere.length === 0) return () => false;
  return (text) => {
    const own = namedIn(text, things);
    return everywhere.some(
      (thing) =>
        !own.has(thing) && [...own].some((other) => !familiar.has(other) && sortOf(other) === sortOf(thing)),
    );
  };
}

/** Words that stand for things of two sorts (an orange, the colour orange) say nothing sure. */
function namedIn(text: string, things: Things): Set<string> {
  return new Set(plainWords(text).flatMap((word) => things.get(word) ?? []));
}

function sortOf(thing: string): string {
  return thing.slice(0, thing.indexOf(' '));
}

function languageOf(references: readonly string[]): string {
  return detectLanguage(references.join(' '))?.language.slice(0, 2) ?? '';
}

function thingsOf(language: string): Things {
  const before = kept.get(language);
  if (before) return before;
  const found = new Map<string, string[]>();
  const add = (word: string, thing: string) => found.set(word, [...(found.get(word) ?? []), thing]);
  for (const [sort, list] of Object.entries(table<Readonly<Record<string, string>>>(sorts)[language] ?? {}))
    for (const [index, words] of list.split(';').entries())
      for (const word of words.split('/')) add(word, `${sort} ${index}`);
  for (const [sort, names] of calendar(language))
    for (const [index, name] of names.entries())
      for (const form of formsOf(name)) add(form, `${sort} ${index}`);
  kept.set(language, found);
  return found;
}

/** The names of days and months, as the platform knows them in every language. */
function calendar(language: string): [sort: string, names: string[]][] {
  if (!/^[a-z]{2}$/.test(language)) return [];
  const named = (options: Intl.DateTimeFormatOptions, dates: readonly number[]) => {
    const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
    return dates.map((date) => format.format(date).toLowerCase());
  };
  const days = Array.from({ length: DAYS }, (_, index) => Date.UTC(2024, 0, 1 + index));
  const months = Array.from({ length: MONTHS }, (_, index) => Date.UTC(2024, index, 1));
  return [
    ['weekday', named({ weekday: 'long' }, days)],
    ['month', named({ month: 'long' }, months)],
  ];
}

/** A name, its plural, and its cases in the Slavic languages. */
function formsOf(name: string): string[] {
  if (OTHER_WORDS.has(name) || !/^\p{L}{3,}$/u.test(name)) return [];
  const stem = name.replace(/[аеияьй]$/u, '');
  return [name, `${name}s`, ...['у', 'ы', 'и', 'е', 'а', 'я', 'ь'].map((ending) => stem + ending)];
}
