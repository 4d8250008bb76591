import { table } from '../../spec/table.ts';
import type { Sum } from '../demands/relations.ts';
import type { Shape } from '../demands/shape.ts';

/** A response made from a right one by an edit of one of its parts. */
export interface StructureEdit {
  /** The edit and its place: `item 2 doubled`. */
  readonly sort: string;
  readonly text: string;
  /** True: no reader would object. All other edits are judged by the demands that they break. */
  readonly keeps?: true;
  /** True: the edit contains the unchanged right response. It is wrong only where no other text is allowed. */
  readonly wraps?: true;
  /** An edit to which hardly a reader objects, with the pattern by which labelled responses show the same way of writing. */
  readonly free?: RegExp;
  /** True: the edit is of the whole response, with a fence of its own. */
  readonly whole?: true;
  /** An edit of code that makes it do something else: surely, or perhaps. */
  readonly alters?: 'surely' | 'perhaps';
}

/** A right response, with the material for its edits. */
export interface EditInput {
  readonly shape: Shape;
  readonly prompt: string;
  readonly sums: readonly Sum[];
  /** Words out of the verifier's own program: near its boundary. */
  readonly words: readonly string[];
}

/** @returns the first, middle and last index of a list of `count` entries, each once */
export function places(count: number): number[] {
  return [...new Set([0, Math.floor((count - 1) / 2), count - 1])].filter((at) => at >= 0 && at < count);
}

/** @returns `first`, `last`, or `inner` */
export function placeName(at: number, count: number): string {
  return at === 0 ? 'first' : at === count - 1 ? 'last' : 'inner';
}

/** @returns a list with the entries at two places exchanged */
export function swapped<Entry>(list: readonly Entry[], one: number, other: number): Entry[] {
  return list.with(one, list[other]!).with(other, list[one]!);
}

const SAID: Readonly<Record<string, readonly string[]>> = table({
  total: ['Sum', 'Summe', 'Somme', 'Overall'],
  sum: ['Total', 'Summe', 'Somme'],
  answer: ['Antwort', 'Réponse', 'Respuesta', 'Result'],
  result: ['Answer', 'Ergebnis', 'Résultat'],
  name: ['Nom', 'Titel', 'Label'],
  date: ['Datum', 'Fecha', 'Day'],
  yes: ['ja', 'oui', 'sí'],
  no: ['nein', 'non', 'nope'],
  true: ['wahr', 'vrai'],
  false: ['falsch', 'faux'],
  price: ['Preis', 'Prix'],
  item: ['Artikel', 'Article'],
  city: ['Stadt', 'Ville'],
  country: ['Land', 'Pays'],
  age: ['Alter', 'Âge'],
  qty: ['Menge', 'Quantité'],
  red: ['rot', 'rouge'],
  blue: ['blau', 'bleu'],
  green: ['grün', 'vert'],
});

/** @returns a word in other languages, where they are known; in its own letters */
export function translations(word: string): string[] {
  const lower = word === word.toLowerCase();
  return (SAID[word.toLowerCase()] ?? []).map((text) => (lower ? text.toLowerCase() : text));
}

/**
 * @param words out of the verifier's program
 * @returns other words for a name: in another case, cut, longer, in other languages, and those of the program
 */
export function renamings(
  name: string,
  words: readonly string[],
): { readonly sort: string; readonly text: string }[] {
  const shout = name === name.toUpperCase();
  const like = (text: string) =>
    shout ? text.toUpperCase() : name === name.toLowerCase() ? text.toLowerCase() : text;
  const own = words
    .flatMap((text) => text.split(/[^\p{L}\p{N}_-]+/u))
    .filter((word) => word.length > 2 && /\p{L}/u.test(word) && word.toLowerCase() !== name.toLowerCase());
  const other = name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase();
  const made = [
    { sort: 'in another case', text: other },
    { sort: 'cut short', text: name.slice(0, Math.max(1, name.length - 1)) },
    { sort: 'longer', text: `${name}s` },
    { sort: 'another', text: like('Zebra') },
    ...(SAID[name.toLowerCase()] ?? []).map((text) => ({ sort: 'in other words', text: like(text) })),
    ...[...new Set(own)].slice(0, 24).map((text) => ({ sort: 'by a word of its program', text: like(text) })),
  ];
  return made.filter(({ text }) => text !== name);
}

/** @returns wrong numbers near a right one, as texts in its own writing */
export function otherNumbers(text: string): { readonly sort: string; readonly text: string }[] {
  const found = /^([-+−]?)([\d,]*\d)(\.\d+)?$/.exec(text);
  if (!found) return [];
  const [, sign = '', whole = '0', decimals = ''] = found;
  const digits = whole.replaceAll(',', '');
  const last = decimals || digits;
  const changed = last.slice(0, -1) + ((Number(last.at(-1)) + 1) % 10);
  const one = decimals ? digits + changed : `${BigInt(digits) + 1n}`;
  const first = `${(Number(digits[0]) % 9) + 1}${digits.slice(1)}${decimals}`;
  return [
    { sort: 'a little more', text: sign + one },
    { sort: 'another first digit', text: sign + first },
    {
      sort: 'the other sign',
      text: sign === '-' || sign === '−' ? digits + decimals : `-${digits}${decimals}`,
    },
    { sort: 'ten times', text: `${sign}${digits}0` },
    { sort: 'no number', text: 'several' },
    { sort: 'nothing', text: '' },
  ].filter((edit) => Number(edit.text) !== 0 || edit.text === '' || Number(text.replaceAll(',', '')) !== 0);
}
