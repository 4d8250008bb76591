import { table } from '../../spec/table.ts';
import { multiplyRationals, type Rational, rational } from './rational.ts';
import { unitAtStart } from './unit-at-start.ts';

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

/** Reads what belongs to a number and stands behind its digits: powers of ten, fractions, scale words, per cent, the unit. */
export function readBehind(text: string, from: number, start: Rational | null) {
  let value = start;
  let end = from;
  let percent = false;
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
    /^\s?[/⁄]\s?(\d{1,9})(?![\d/]|\.\d)|^ (?:out of|in|of|over) (?:every )?(\d{1,9})(?=\s*(?:[.,;!?)]|$))/,
  );
  if (over && value && (value.denominator !== 1n || /^\s?[/⁄]\s?1$/.test(over[0]))) value = null;
  else if (over && value)
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
  const unit = unitAtStart(text.slice(end, end + 60));
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
