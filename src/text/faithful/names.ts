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
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
  'english',
  'mr',
  'mrs',
  'ms',
  'dr',
]);

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
