import type { Found } from '../../answers/grammar.ts';

const FUNCTION = String.raw`(?:(?:arc)?(?:sin|cos|tan)h?|cot|sec|csc|ln|log|exp|sqrt)(?:\^\d|²|³)?(?:\s?(?:\([^()\n]{1,40}\)|\d{0,3}[b-zA-HJ-Zθ](?![A-Za-z])|(?<=ln|log|\s)\d{1,6}(?!\.?\d)))`;
/** "2ab", "ab + c": letters side by side that are no word and no unit. */
const PRODUCT = String.raw`(?:(?<=\d)(?!(?:st|nd|rd|th|cm|mm|km|kg|ml|ft|hr|oz|lb|pm|am|in|mi)(?![A-Za-z]))[a-z]{2,3}(?![A-Za-z])|(?<=[-−+*/=·]\s?)(?!(?:is|of|to|in|at|or|as|an|by|if|it|so|we|be|on|the|and|for)(?![A-Za-z]))[a-z]{2}(?![A-Za-z]))`;
const ATOM = String.raw`(?:\d+(?:\.\d+)?(?![\d.]\d|\d)|${FUNCTION}|√(?:\d{1,9}|\([^()\n]{1,40}\))|${PRODUCT}|[a-zA-Z](?![A-Za-z])'{0,2}|π|\([^()\n]{1,40}\))`;
const TERM = String.raw`[-−]?${ATOM}(?:\^?${ATOM}| ${FUNCTION}|\^\{[^{}\n]{1,20}\}|[⁰¹²³⁴-⁹]{1,4}){0,6}`;
/** "so y = 2x + 1." and "is 3x^2." in prose: letters, numbers and signs side by side, without LaTeX. */
const PLAIN = new RegExp(
  String.raw`(?<![\w$\\.^'’(]|\d,(?=\d))${TERM}(?:\s?(?:[<>]=|[-−+*/<>≤≥=·⋅])\s?${TERM}){0,20}(?![\w$\\^({'’])`,
  'g',
);
/** A letter that stands for a number, behind the last sign of equality. */
const VARIABLE_BEHIND = /(?<![A-Za-z])[a-zA-Z](?![A-Za-z])[^=]*$/;

/** `50m²`. */
const MEASURED = /^[\d.]+m(?:[²³]|\^[23])$/;
const SIGN = /[-−+*/^=<>≤≥²³⁴-⁹√π]|(?:sin|cos|tan|cot|sec|csc|ln|log|exp|sqrt)/;
/** A value that is exact without a letter: a root, a multiple of π, a function of a number. */
const EXACT = /[√π]|(?:sin|cos|tan|ln|log|exp|sqrt)h?\s?[(\d]/;

const MAY_BE_FORMULA =
  /[a-zA-Z)²³]\s?[-−+*/^=<>≤≥·]|[-−+*/^=<>≤≥·]\s?\d*[a-zA-Z(]|[a-zA-Z)][²³⁴-⁹]|[√π]|(?:sin|cos|tan|cot|sec|csc|ln|log|exp|sqrt)h?\s?[(\d]|(?:sin|cos|tan|ln|log) [a-zθ](?![a-z])/;

/** Formulas that prose shows in plain letters, where numbers alone would be a part of them. */
export function plainFormulasIn(text: string, taken: readonly Found<string>[]): Found<string>[] {
  const tuples = tuplesIn(text, taken);
  if (!MAY_BE_FORMULA.test(text)) return tuples;
  const formulas = Array.from(text.matchAll(PLAIN)).flatMap((match) => {
    const [start, end] = [match.index, match.index + match[0].length];
    if (!SIGN.test(match[0]) || !(VARIABLE_BEHIND.test(match[0]) || EXACT.test(match[0]))) return [];
    // "15 m/s", "50 m^2": what stands behind a number is its unit.
    if (/\d\s$/.test(text.slice(Math.max(0, start - 2), start)) || MEASURED.test(match[0])) return [];
    if (taken.some((other) => start < other.end && other.start < end)) return [];
    const sides = match[0].replaceAll('−', '-').split(/(?<![<>])=/);
    // "(x+1)^2 = x^2 + 2x + 1": what a formula is turned into; "y = 2x + 1" is said of y.
    const isNamed = /^\s*[a-zA-Z]'{0,2}(?:\s*\([a-z]\))?\s*$/.test(sides[0]!);
    return [{ value: isNamed && sides.length === 2 ? sides.join('=') : sides.at(-1)!.trim(), start, end }];
  });
  const apart = tuples.filter(
    (tuple) => !formulas.some((other) => tuple.start < other.end && other.start < tuple.end),
  );
  return [...formulas, ...apart];
}

const ENTRY = String.raw`[-−+]?(?:\d+(?:\.\d+)?(?:/\d+)?|∞|\d{0,3}[a-zπ]|√\d{1,4}|\d{1,4}√\d{1,4}|\d{0,3}π/\d{1,3})`;
const TUPLE = new RegExp(
  String.raw`(?<![\p{L}\d$\\^_])[([{]\s?${ENTRY}(?:\s?[,;]\s?${ENTRY}){1,9}\s?[)\]}]`,
  'gu',
);

const RATIO = /(?<![\p{L}\d:.])\d{1,5}\s?:\s?\d{1,5}(?:\s?:\s?\d{1,5})?(?![\d:\p{L}])/gu;

/** "(3, 7)", "{2, 3, 5}" and "[2, ∞)" in prose. */
function tuplesIn(text: string, taken: readonly Found<string>[]): Found<string>[] {
  const isFree = ({ start, end }: { start: number; end: number }) =>
    !taken.some((other) => start < other.end && other.start < end);
  const ratios = !/\d\s?:\s?\d/.test(text)
    ? []
    : Array.from(text.matchAll(RATIO), (match) => ({
        value: match[0],
        start: match.index,
        end: match.index + match[0].length,
      })).filter(isFree);
  if (!/[([{]\s?[-−+]?[\d∞a-zπ√]/.test(text) || !/[,;]/.test(text)) return ratios;
  const tuples = Array.from(text.matchAll(TUPLE)).flatMap((match) => {
    const [start, end] = [match.index, match.index + match[0].length];
    const isGrouped = /^\(\d{1,3}(?:,\d{3})+\)$/.test(match[0]);
    const isWords = !/[\d∞]/.test(match[0]);
    if (isGrouped || isWords || !isFree({ start, end })) return [];
    const value = match[0]
      .replaceAll('−', '-')
      .replaceAll('∞', '\\infty')
      .replace(/^\{(.*)\}$/, '\\{$1\\}');
    return [{ value, start, end }];
  });
  return [...ratios, ...tuples];
}
