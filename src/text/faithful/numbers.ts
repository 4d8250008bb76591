import { table } from '../../spec/table.ts';
import { findNumbers } from '../numbers/find-numbers.ts';
import { SMALL_WORDS, TENS_WORDS } from '../numbers/number-words.ts';

const UNITS: readonly (readonly string[])[] = [
  SMALL_WORDS.slice(2).join(' '),
  'zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig',
  'deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt',
  'dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte',
  'due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti',
  'dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito dezenove vinte',
  'twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien twintig',
].map((list) => list.split(' '));
const TENS: Readonly<Record<string, number>> = table({
  ...Object.fromEntries(TENS_WORDS.slice(1).map((word, index) => [word, 30 + 10 * index])),
  hundred: 100,
  dreißig: 30,
  vierzig: 40,
  fünfzig: 50,
  sechzig: 60,
  siebzig: 70,
  achtzig: 80,
  neunzig: 90,
  hundert: 100,
  trente: 30,
  quarante: 40,
  cinquante: 50,
  soixante: 60,
  cent: 100,
  treinta: 30,
  cuarenta: 40,
  cincuenta: 50,
  sesenta: 60,
  setenta: 70,
  ochenta: 80,
  noventa: 90,
  cien: 100,
  trenta: 30,
  quaranta: 40,
  cinquanta: 50,
  dozen: 12,
});
const WORDS = new Map<string, number>(Object.entries(TENS));
for (const list of UNITS)
  for (const [index, word] of list.entries()) if (!WORDS.has(word)) WORDS.set(word, index + 2);
/** Number words of one language that are other words in another. */
const AMBIGUOUS = new Set([
  'once',
  'six',
  'sei',
  'dix',
  'elf',
  'acht',
  'vier',
  'tre',
  'due',
  'nove',
  'cent',
  'sete',
  'onze',
]);
const TOKEN = /\d[\d.,\u00a0\u202f]*\d|\d|\p{L}+(?:-\p{L}+)*/gu;
const LONGEST = 20_000;
/** Up to here a number may count what the source lists. */
const MOST_COUNTED = 5;

/** @returns the numbers of two and more that a text names, in digits or words of seven languages, as digits without separators */
function numbersIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const [token] of inDigits(text.slice(0, LONGEST)).matchAll(TOKEN)) {
    if (/^\d/.test(token)) found.add(token.replace(/[^\d]/g, '').replace(/^0+(?=\d)/, ''));
    else {
      const value = WORDS.get(token.toLowerCase());
      if (value !== undefined) found.add(String(value));
    }
  }
  found.delete('1');
  found.delete('0');
  return found;
}

/** "Three hundred" is 300, and neither 3 nor 100. */
function inDigits(text: string): string {
  let written = text;
  for (const { inWords, value, start, end } of findNumbers(text, { mark: '.', bounds: false }).toReversed())
    if (inWords && value?.denominator === 1n && /\p{L}[\s-]+\p{L}/u.test(text.slice(start, end)))
      written = written.slice(0, start) + value.numerator + written.slice(end);
  return written;
}

/** Without words that mean a number in one language only. */
function surely(text: string): Set<string> {
  return numbersIn(text.replace(/\p{L}+/gu, (word) => (AMBIGUOUS.has(word.toLowerCase()) ? ' ' : word)));
}

/**
 * Prepares a check whether a text has a number in place of another: one that no known text names, while one that every reference
 * names is missing.
 */
export function prepareNumberCheck(
  references: readonly string[],
  known: readonly string[],
): (text: string) => boolean {
  const all = new Set([...references, ...known].flatMap((text) => [...numbersIn(text)]));
  const sets = references.map(numbersIn);
  const wanted = [...(sets[0] ?? [])].filter((number) => sets.every((set) => set.has(number)));
  return (text) => {
    const named = numbersIn(text);
    const missing = wanted.some((number) => !named.has(number));
    return missing && [...surely(text)].some((number) => !all.has(number));
  };
}

/** Prepares a check whether a text names a number that no known text names. */
export function prepareInventedNumberCheck(known: readonly string[]): (text: string) => boolean {
  const all = new Set(known.flatMap((text) => [...numbersIn(text)]));
  return (text) => [...surely(text)].some((number) => !all.has(number) && Number(number) > MOST_COUNTED);
}
