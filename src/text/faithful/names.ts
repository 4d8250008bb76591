import { detectLanguage } from '../language.ts';
import { MONTH_NAMES } from '../months.ts';
import { rootOf } from './words-of.ts';

/** A word with a capital that does not open a sentence. */
const NAME = /(?<=[\p{Ll}\p{N},;:)]\s)(\p{Lu}\p{Ll}[\p{L}\p{M}'’-]{1,40})/gu;
const NOT_NAMES = new Set([
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
  ...MONTH_NAMES.map((name) => name.toLowerCase()),
  'english',
  'mr',
  'mrs',
  'ms',
  'dr',
]);

/** "American" for the United States: names of peoples and languages are made of those of countries. */
const OF_A_PEOPLE = /(?:an|ish|ese|ench|utch|reek|wiss|elsh|aqi|ani)$/;

/** The same for a text that is made of a record, whose values may be said in other words. */
export function prepareInventedNameCheck(known: readonly string[]): (text: string) => boolean {
  const namesOther = prepareNameCheck(known);
  return (text) =>
    namesOther(
      text.replace(/(?<!\p{L})\p{Lu}[\p{L}\p{M}'’-]{1,40}/gu, (name) =>
        OF_A_PEOPLE.test(name) ? name.toLowerCase() : name,
      ),
    );
}

/** Prepares a check whether an English text names somebody or some place that no known text names. */
export function prepareNameCheck(known: readonly string[]): (text: string) => boolean {
  const all = known.join('\n').toLowerCase();
  return (text) =>
    Array.from(text.matchAll(NAME), (found) => found[1]!).some(
      (name) =>
        !NOT_NAMES.has(name.toLowerCase()) &&
        !all.includes(rootOf(name).slice(0, 5)) &&
        !all.includes(name.toLowerCase().slice(0, 4)),
    );
}

/**
 * Prepares a check whether a text has one name where every reference has another, behind the same word: "norte de España" for "norte de
 * Italia". Not for German, whose nouns all have capitals.
 */
export function prepareReplacedNameCheck(
  references: readonly string[],
  prompt: string,
): (text: string) => boolean {
  const all = [...references, prompt].join('\n').toLowerCase();
  const wanted = references.map(frontedNames);
  const language = detectLanguage(references.join(' '))?.language ?? '';
  if (!SMALL_NOUNS.has(language) || wanted.length === 0) return () => false;
  return (text) =>
    frontedNames(text).some(
      ([front, name]) =>
        !all.includes(name.slice(0, 4)) &&
        wanted.every((list) =>
          list.some(([before, other]) => before === front && !text.toLowerCase().includes(other.slice(0, 4))),
        ),
    );
}

/** Languages in which a capital inside a sentence is a name's. */
const SMALL_NOUNS = new Set(['en', 'fr', 'es', 'it', 'pt', 'nl', 'sv']);
const FRONTED_NAME = /(\p{Ll}{1,20})\s(\p{Lu}\p{Ll}[\p{L}\p{M}'’-]{1,40})/gu;

function frontedNames(text: string): [front: string, name: string][] {
  return Array.from(text.matchAll(FRONTED_NAME), ([, front, name]): [string, string] => [
    front!.toLowerCase(),
    name!.toLowerCase(),
  ]);
}
