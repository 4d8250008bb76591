import { table } from '../../spec/table.ts';
import { type DecimalMark, plainDigits } from './number-style.ts';
import { beginsNumber, readHanNumber, readNumberWords } from './number-words.ts';
import { multiplyRationals, type Rational, rational, rationalOf } from './rational.ts';
import { type Unit, unitNamed } from './units.ts';

/** A number as a text gives it. */
export interface FoundNumber {
  /** null for what is no single number: an expression, a range, a bound, an ordinal, another base. */
  readonly value: Rational | null;
  readonly percent: boolean;
  readonly unit: Unit | null;
  /** Spelled out, as in "twelve". */
  readonly inWords: boolean;
  readonly start: number;
  readonly end: number;
}

const DIGITS =
  "\\d{1,3}(?:,\u200b{0,2}\\d{3})+(?:\\.\\d+)?(?![\\d,]*\\d)|\\d{1,3}(?:[ \\u00a0\\u202f'’]\\d{3})+(?:[.,]\\d+)?(?!\\d)|\\d{1,3}(?:, 0\\d{2})+(?!\\d)|\\d+(?:[.,]\\d+)*|\\.\\d+";
const NUMBER = new RegExp(
  `(?<![\\w.])(?:(?<sign>[-−–+])(?=[\\s$€£¥₹]{0,2}[\\d.]))?\\s?(?:[$€£¥₹]|USD|EUR)?\\s?(?<second>[-−–])?(?<digits>${DIGITS})`,
  'g',
);
const VULGAR: Readonly<Record<string, string>> = table({
  '½': '1/2',
  '⅓': '1/3',
  '⅔': '2/3',
  '¼': '1/4',
  '¾': '3/4',
  '⅕': '1/5',
  '⅖': '2/5',
  '⅗': '3/5',
  '⅘': '4/5',
  '⅙': '1/6',
  '⅛': '1/8',
  '⅜': '3/8',
  '⅝': '5/8',
  '⅞': '7/8',
});
const SCALES: Readonly<Record<string, bigint>> = table({
  hundred: 100n,
  thousand: 1_000n,
  k: 1_000n,
  million: 1_000_000n,
  mn: 1_000_000n,
  mio: 1_000_000n,
  millionen: 1_000_000n,
  millones: 1_000_000n,
  billion: 1_000_000_000n,
  bn: 1_000_000_000n,
  trillion: 1_000_000_000_000n,
  dozen: 12n,
  tausend: 1_000n,
  mil: 1_000n,
  mille: 1_000n,
  万: 10_000n,
  亿: 100_000_000n,
});
const WORDS = /\p{Script=Han}+|\p{L}+/gu;
const SPELLED =
  /one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|twent|thirt|fort|fift|sixt|sevent|eight|ninet|zero|half|dozen|hundred|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|veinte|deux|trois|quatre|cinq|sept|huit|neuf|dix|due|tre|quattro|sette|otto|dieci|dois|três|sete|oito|dez|[零一二三四五六七八九十两百千万]|один|два|три|четыре|пять|шесть|семь|восемь|девять|десять/i;
const BOUND =
  /(?:\b(?:more|less|fewer|greater|larger|smaller|higher|lower|bigger) than|\b(?:over|under|above|below|exceeds|almost|nearly|not quite|up to|between|from|at least|at most|no more than|no less than)|[<>≤≥]|\\(?:le|ge|lt|gt)q?)\s*(?:the |a )?[$€£]?\s*$/i;
const SOFT_BOUND = /\b(?:at least|at most|up to|no more than|no less than)\s*[$€£]?\s*$/i;
const MINUS = /(?:\b(?:minus|negative|menos|moins|meno)|负|負)\s+$|(?:负|負)$/i;

/** How numbers are read: the decimal mark of the query, and whether it asks for a least or a most. */
export interface NumberReading {
  readonly mark: DecimalMark;
  readonly bounds: boolean;
}

/**
 * Finds the numbers of a short text in order: digits with signs, currency, groups, decimals, fractions, powers of ten,
 * per cent, scale words and units; and numbers in words. Numbers with an operator between them are one expression, which
 * has no value.
 */
export function findNumbers(source: string, reading: NumberReading): FoundNumber[] {
  const text = withoutMarks(source);
  const found: FoundNumber[] = [];
  NUMBER.lastIndex = 0;
  for (let match = NUMBER.exec(text); match; match = NUMBER.exec(text)) {
    const number = readDigits(text, match, reading);
    if (!isDayOfDate(text, match.index + match[0].search(/\S/), NUMBER.lastIndex)) found.push(number);
    NUMBER.lastIndex = Math.max(NUMBER.lastIndex, number.end);
    if (found.length > 200) found.shift();
  }
  const all = SPELLED.test(text) ? withWords(text, found, reading) : found;
  return all.length < 2 ? all : merged(text, all);
}

/** LaTeX marks that only change how a number looks become spaces of the same length. */
function withoutMarks(source: string): string {
  const text = source.includes('<<')
    ? source.replace(/<<[^<>\n]{0,200}>>/g, (all) => ' '.repeat(all.length))
    : source;
  if (!/[\\{}$*_`]/.test(text)) return text;
  return text
    .replace(
      /\\[dtc]?frac\s?(?:\{\s?(\d{1,9})\s?\}|(\d))\s?(?:\{\s?(\d{1,9})\s?\}|(\d))/g,
      (whole, a, b, c, d) => ` ${a ?? b}/${c ?? d}`.padEnd(whole.length),
    )
    .replace(/(?<=\d)(?:\{,\}|\\,|\\!|,\\!)(?=\d{3})/g, (mark) => ','.padEnd(mark.length, '\u200b'))
    .replace(
      /\\(?:text|textbf|mathrm|mathbf|textit)\s?\{|\\[$%!,;: ]|\*\*|(?<!\d)\*(?! ?[$€£]?\d)|\*(?!\s?[$€£(]?\s?\d)|[{}`]/g,
      (mark) => (mark.includes('%') ? ' %' : mark.includes('$') ? ' $' : ' '.repeat(mark.length)),
    );
}

/** The 20 of "July 20, 1969". */
function isDayOfDate(text: string, start: number, end: number): boolean {
  return (
    /^(?:st|nd|rd|th)?,? (?:of )?\d{4}(?!\d)/.test(text.slice(end, end + 12)) &&
    /\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?\s?$/i.test(
      text.slice(Math.max(0, start - 12), start),
    )
  );
}

function readDigits(text: string, match: RegExpExecArray, reading: NumberReading): FoundNumber {
  const raw = match.groups!.digits!;
  const start = match.index + match[0].search(/\S/);
  let end = match.index + match[0].length;
  if (/[.,]$/.test(raw)) end -= 1;
  const digits = plainDigits(
    raw
      .replace(/\u200b/g, '')
      .replace(/, (?=\d)/g, ',')
      .replace(/[.,]$/, ''),
    reading.mark,
  );
  let value = digits === null || digits === '' ? null : rationalOf(digits);
  const before = text.slice(Math.max(0, start - 40), start);
  const behind = readBehind(text, end, value);
  value = behind.value;
  end = behind.end;
  const negative = isNegative(match, before, text) !== MINUS.test(before);
  const below =
    /^\s{0,2}(?:°\s?C?|degrees?(?: Celsius| Fahrenheit)?)?\s{0,2}(?:below (?:zero|freezing)|unter null|bajo cero|sous zéro)/i.exec(
      text.slice(end, end + 40),
    );
  if (value && (negative || below)) value = rational(-value.numerator, value.denominator);
  if (/^\s?\^|^_\{?\d|^!(?!\s|$)/.test(text.slice(end, end + 4))) value = null;
  if (
    isBounded(before, reading) ||
    /\\[a-zA-Z]+\s*$/.test(
      before
        .slice(-14)
        .replace(/\\(?:quad|left|right|times|cdot|div|approx|displaystyle|pm|le|ge|in|to)\s*$/, ''),
    )
  )
    value = null;
  const currency = /[$€¢]/.exec(match[0])?.[0];
  const unit = behind.unit ?? (currency ? unitNamed(currency) : null);
  return { value, percent: behind.percent, unit, inWords: false, start, end: end + (below?.[0].length ?? 0) };
}

function isBounded(before: string, reading: NumberReading): boolean {
  return BOUND.test(before) && !(reading.bounds && SOFT_BOUND.test(before));
}

/** A dash is a minus where it touches the digits, or stands behind a colon, equals sign or bracket; else it is a bullet or a dash. */
function isNegative(match: RegExpExecArray, before: string, text: string): boolean {
  const { sign, second } = match.groups!;
  if (second && second !== '+') return true;
  if (!sign || sign === '+') return false;
  const touches = /^[-−–][$€£¥₹\d.]/.test(match[0].trimStart());
  if (/[\d)\]}%]\s*$/.test(before)) return false;
  if (touches) return !/\p{L}$/u.test(before);
  return (
    /[:=({[|]\s*$/.test(before) ||
    (before.trim() === '' && sign === '−') ||
    (text.trim() === match[0].trim() && sign !== '–')
  );
}

function readBehind(text: string, from: number, start: Rational | null) {
  let value = start;
  let end = from;
  let percent = false;
  let unit: Unit | null = null;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const match = pattern.exec(text.slice(end, end + 60));
    if (match) end += match[0].length;
    return match;
  };
  const exponent =
    take(/^[eE]([-+]?\d{1,4})(?![\w.])/) ??
    take(
      /^\s?(?:[×x*·]|\\times|\\cdot)\s?10(?:\s?\^\s?\{?\s?([-−+]?\d{1,4})\s?\}?|([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}))/,
    );
  if (exponent) value = scaled(value, exponent[1] ?? plainSuperscript(exponent[2] ?? '0'));
  const vulgar = take(/^\s?([½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞])/);
  if (vulgar) value = plus(value, VULGAR[vulgar[1]!]!);
  const mixed =
    value?.denominator === 1n ? take(/^(?:\s|\s?and\s|\s?-\s?)(\d{1,4})\s?[/⁄]\s?(\d{1,4})(?![\d/])/) : null;
  if (mixed) value = plus(value, `${mixed[1]}/${mixed[2]}`);
  const half = take(/^\s(?:and|und) (?:a|one) (half|quarter|third)\b/i);
  if (half) value = plus(value, { half: '1/2', quarter: '1/4', third: '1/3' }[half[1]!.toLowerCase()]!);
  const over = take(
    /^\s?[/⁄]\s?(\d{1,9})(?![\d/.])|^ (?:out of|in|of|over) (?:every )?(\d{1,9})(?=\s*(?:[.,;!?)]|$))/,
  );
  if (over && value)
    value = multiplyRationals(value, { numerator: 1n, denominator: BigInt(over[1] ?? over[2]!) || 1n });
  const scale = take(
    /^\s?(hundred|thousand|million|billion|trillion|dozen|bn|mn|mio|millionen|millones|tausend|mille)\b|^(k|万|亿)(?![a-zA-Z])/i,
  );
  if (scale && value)
    value = rational(value.numerator * SCALES[(scale[1] ?? scale[2])!.toLowerCase()]!, value.denominator);
  if (/^\s?(?:‰|per mill?e|permille|basis points|ppm|promille)/i.test(text.slice(end, end + 16)))
    value = null;
  if (
    take(
      /^\s{0,2}(?:\\?%|％|percent\b|per cent\b|pct\b|percentage points?\b|prozent\b|por ciento|pour cent)/i,
    )
  )
    percent = true;
  const word =
    /^\s{0,2}[-]?\s?((?:km\/h|m\/s|[a-zA-Z]{1,12}[²³]?|°|€|¢))(?![\p{L}])(\s?[/^²³]|\s?(?:per|an?|pro)\b)?/u.exec(
      text.slice(end, end + 30),
    );
  if (
    word &&
    (!word[2] || word[1]!.includes('/')) &&
    !(word[1] === 'in' && /^\s\p{L}/u.test(text.slice(end + word[0].length, end + word[0].length + 2)))
  )
    unit = unitNamed(word[1]!);
  return { value, end, percent, unit };
}

function plainSuperscript(text: string): string {
  return text.normalize('NFKC').replace(/[−⁻]/g, '-');
}

function scaled(value: Rational | null, exponent: string): Rational | null {
  const power = Number(exponent.replace('−', '-'));
  if (!value || Math.abs(power) > 1_000) return null;
  const by = 10n ** BigInt(Math.abs(power));
  return power < 0
    ? rational(value.numerator, value.denominator * by)
    : rational(value.numerator * by, value.denominator);
}

function plus(value: Rational | null, part: string): Rational | null {
  const [top = '0', bottom = '1'] = part.split('/');
  if (!value || Number(bottom) === 0) return null;
  const denominator = BigInt(bottom);
  return rational(
    value.numerator * denominator + BigInt(top) * value.denominator,
    value.denominator * denominator,
  );
}

function withWords(text: string, digits: readonly FoundNumber[], reading: NumberReading): FoundNumber[] {
  const lower = text.toLowerCase();
  const words: FoundNumber[] = [];
  WORDS.lastIndex = 0;
  for (let match = WORDS.exec(lower); match; match = WORDS.exec(lower)) {
    const read = spelledAt(lower, match);
    if (!read || digits.some((other) => match.index < other.end && other.start < read.end)) continue;
    const before = lower.slice(Math.max(0, match.index - 40), match.index);
    let value = rational(BigInt(read.numerator), BigInt(read.denominator));
    const behind = readBehind(lower, read.end, value);
    value = behind.value;
    const below = /^\s{0,2}(?:°|degrees?)?\s{0,2}below (?:zero|freezing)/.test(
      lower.slice(behind.end, behind.end + 30),
    );
    if (value && (MINUS.test(before) || below)) value = rational(-value.numerator, value.denominator);
    if (isBounded(before, reading)) value = null;
    words.push({
      value,
      percent: behind.percent,
      unit: behind.unit,
      inWords: true,
      start: match.index,
      end: behind.end,
    });
    WORDS.lastIndex = behind.end;
  }
  return [...digits, ...words].sort((left, right) => left.start - right.start);
}

function spelledAt(lower: string, match: RegExpExecArray) {
  const word = match[0];
  if (/^\p{Script=Han}/u.test(word)) {
    const han = /[零〇一二三四五六七八九十百千万两]+/.exec(word);
    const value = han && readHanNumber(han[0]);
    return han && value !== null
      ? { numerator: value, denominator: 1, end: match.index + han.index + han[0].length }
      : null;
  }
  return beginsNumber(word) ? readNumberWords(lower, match.index) : null;
}

/** Numbers with an operator between them are one expression without a value. */
function merged(text: string, found: readonly FoundNumber[]): FoundNumber[] {
  const list: FoundNumber[] = [];
  for (const number of found) {
    const before = list.at(-1);
    const between = before ? text.slice(before.end, number.start) : '';
    const signed = /^[-−–+]/.test(text.slice(number.start, number.end));
    const operates =
      before &&
      between.length <= 24 &&
      (OPERATES.test(between) ||
        (signed && /^\s{0,2}$/.test(between) && !/^\s+[-−–+]\d/.test(text.slice(before.end, number.end))) ||
        (signed &&
          /^\s?(?:km|m|kg|\w{1,8})?$/.test(between) &&
          /^[-−–+]\s/.test(text.slice(number.start, number.end))));
    if (operates)
      list[list.length - 1] = {
        value: null,
        percent: false,
        unit: null,
        inWords: false,
        start: before!.start,
        end: number.end,
      };
    else list.push(number);
  }
  return list;
}
const OPERATES =
  /^\s{0,3}(?:[a-zA-Z%°$€]{1,10}\s{0,2})?(?:[+*×·÷^/−–-]|\\(?:times|cdot|div|pm)|\bx\b|\b(?:times|plus|minus|divided by|multiplied by|to the power of|to)\b)\s{0,3}[$€£(]?\s{0,2}$/i;
