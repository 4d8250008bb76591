/**
 * References that are notation, not words: `O(n log n)`, `get_weather(city="Berlin")`, `x[0]`, `n^2`. They are compared
 * sign by sign, without spaces.
 */
const NOTATION = /\p{L}\(|[[\]{}=^<>_\\²³√∑∫]|::|->|\p{L}\*\p{L}/u;
const LONGEST = 300;

export function isNotation(text: string): boolean {
  return text.length <= LONGEST && NOTATION.test(text) && !/\p{L}{3,} \p{L}{3,} \p{L}{3,}/u.test(text);
}

/** @returns notation in one spelling */
export function plainNotation(text: string): string {
  return inOneSpelling(text.trim().replace(/^[`$"“”*]+|[`$"“”*.,;]+$/g, '')).replace(/\s+/g, '');
}

function inOneSpelling(text: string): string {
  return text
    .replace(/²/g, '^2')
    .replace(/³/g, '^3')
    .replace(/\\(?:log|ln|sin|cos)\b/g, (name) => name.slice(1))
    .replace(/\\(?:cdot|times)\b|[·×]/g, '*')
    .replace(/[“”']/g, '"')
    .replace(/\^\{(\w+)\}/g, '^$1')
    .replace(/\*\*(?=\d)/g, '^')
    .replace(/\b(log|ln|sqrt|sin|cos)\s?\((\w)\)/g, '$1 $2')
    .replace(/(?<=\p{L})\s?\*\s?(?=(?:log|ln|sqrt)\b)/gu, ' ')
    .toLowerCase();
}

/** Whether a text holds notation once, as a thing of its own, no part of longer notation or of a word. */
export function holdsNotation(text: string, notation: string): boolean {
  const wanted = plainNotation(notation);
  if (wanted === '') return false;
  const places = new Set<number>();
  // A word's end and the notation behind it are apart only where the space is kept.
  const spaced = inOneSpelling(text).replace(/\s+/g, ' ');
  const signs = [...spaced].flatMap((sign, at) => (sign === ' ' ? [] : [at]));
  const plain = signs.map((at) => spaced[at]).join('');
  for (let at = plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, at + 1)) {
    const [first, last] = [signs[at]!, signs[at + wanted.length - 1]!];
    const behind = spaced.slice(last + 1);
    const goesOn =
      /^[\w[]/.test(behind) || /^ ?[(^*+/]/.test(behind) || /[\w^*(]$|[+/] $/.test(spaced.slice(0, first));
    if (!goesOn) places.add(at);
  }
  return places.size === 1;
}

/** Whether a text calls the wanted notation's function with something else: "O(n) on average, but O(n^2)". */
export function hasOtherNotation(text: string, notation: string): boolean {
  const name = /^(\p{L}{1,12})\(/u.exec(notation.trim())?.[1];
  return name !== undefined && text.split(`${name}(`).length > 2;
}

const FORMULA = /^(?=.*\d|[A-Z][a-z]$)(?:[A-Z][a-z]?[\d₀-₉]*){1,8}$/u;
const ABOUT_MATTER =
  /\b(?:elements?|metals?|gas(?:es)?|chemicals?|compounds?|formulas?|symbols?|acids?|salts?|molecules?|substances?|minerals?|liquids?)\b|gas|metall|stoff|métal|sel\b|gaz/iu;

/**
 * Whether one of two names of a substance is its formula and the other one words: "CO2" and "carbon dioxide". Nothing here knows
 * whether they are the same.
 */
export function isFormulaForWords(question: string, said: string, wanted: string): boolean {
  if (!ABOUT_MATTER.test(question)) return false;
  const [left, right] = [said, wanted].map((text) => text.trim().replace(/[.*`$]/g, ''));
  return (
    FORMULA.test(left!) !== FORMULA.test(right!) &&
    [left, right].some((text) => /^\p{L}{3,}(?: \p{L}+){0,3}$/u.test(text!) && !FORMULA.test(text!))
  );
}
