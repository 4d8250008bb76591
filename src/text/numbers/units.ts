import { table } from '../../spec/table.ts';
import { invert, multiplyRationals, type Rational, rational } from './rational.ts';
import { MADE_OF, POWERS_OF_LENGTH, UNIT_TABLE } from './unit-table.ts';

/** What a unit measures, and how many of the base unit one of it is. */
export interface Unit {
  readonly dimension: string;
  readonly factor: Rational;
}

const UNITS: ReadonlyMap<string, Unit> = new Map(
  Object.entries({ ...UNIT_TABLE, ...POWERS_OF_LENGTH }).flatMap(([dimension, line]) =>
    (line.match(/(?:"[^"]*"|[^\s"])+/g) ?? []).flatMap((entry) => {
      const [names = '', value = '1'] = entry.replaceAll('"', '').split('=');
      const [top = '1', bottom = '1'] = value.split('/');
      const unit = { dimension, factor: { numerator: BigInt(top), denominator: BigInt(bottom) } };
      return names.split(',').map((name): [string, Unit] => [name, unit]);
    }),
  ),
);
const SIGNS: Readonly<Record<string, string>> = table({ $: 'dollar', '€': 'euro', '¢': 'cent' });
const RAISED = /^(.+?)(?:\^?\{?([23])\}?|([²³]))$/u;
const LONGEST = 40;
const known = new Map<string, Unit | null>();
const MOST_KNOWN = 2_000;

/**
 * @param written a unit's name, sign or plural, in any case; also a power of one ("m²", "square metre") and a quotient of two
 *   ("km/h", "metres per second")
 * @returns null for words that measure nothing known
 */
export function unitNamed(written: string): Unit | null {
  if (written.length > LONGEST) return null;
  const before = known.get(written);
  if (before !== undefined) return before;
  const unit = read(written.trim());
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(written, unit);
  return unit;
}

/** Whether two units are one and the same. */
export function isSameUnit(left: Unit, right: Unit): boolean {
  return (
    left === right ||
    (left.dimension === right.dimension &&
      left.factor.numerator * right.factor.denominator === right.factor.numerator * left.factor.denominator)
  );
}

/** Whether two units measure one thing: degrees alone may be degrees of any scale. */
export function isSameSort(left: Unit, right: Unit): boolean {
  if (left.dimension === right.dimension) return true;
  const degrees = left.dimension === 'angle' ? right : right.dimension === 'angle' ? left : null;
  return degrees !== null && /^(?:celsius|fahrenheit)$/.test(degrees.dimension);
}

function read(written: string): Unit | null {
  const made = MADE_OF[written.toLowerCase()];
  if (made !== undefined) return read(made);
  const quotient = /^(.+?)\s?(?:\/|\s(?:per|an?|pro|par|por|al|à la|в)\s)\s?(.+)$/iu.exec(written);
  if (quotient) return divided(read(quotient[1]!), read(quotient[2]!));
  const simple = simpleUnit(written);
  if (simple) return simple;
  const spoken =
    /^(square|sq\.?|cubic|cu\.?|quadrat|kubik|平方|立方)[\s-]?(.+)$/iu.exec(written) ??
    /^(.+?) (carrés?|cubes?|cuadrados?|cúbicos?|quadrat[io]|cub[io]|quadrados?)$/iu.exec(written);
  if (spoken) {
    const isFirst = /^(?:sq|square|cu|cubic|quadrat|kubik|平|立)/iu.test(spoken[1]!);
    const [name, power] = isFirst ? [spoken[2]!, spoken[1]!] : [spoken[1]!, spoken[2]!];
    return raised(simpleUnit(name), /^(?:c[uú]b|cu|kub|立)/iu.test(power) ? 3 : 2);
  }
  const power = RAISED.exec(written);
  return power ? raised(simpleUnit(power[1]!), Number((power[2] ?? power[3]!).normalize('NFKC'))) : null;
}

function simpleUnit(word: string): Unit | null {
  const name = SIGNS[word] ?? word.replace(/\.$/, '');
  const exact = UNITS.get(name);
  if (exact) return exact;
  const lower = name.toLowerCase();
  const same = UNITS.get(lower);
  // One letter means what it means: "K" is no "k", "M" no "m".
  if (same) return name.length === 1 ? null : same;
  if (lower.length <= 3) return null;
  return UNITS.get(lower.replace(/s$/, '')) ?? UNITS.get(lower.replace(/(?:es|n)$/, '')) ?? null;
}

function raised(unit: Unit | null, power: number): Unit | null {
  if (unit?.dimension !== 'length') return null;
  let factor: Rational | null = unit.factor;
  for (let step = 1; step < power && factor; step += 1) factor = multiplyRationals(factor, unit.factor);
  return factor && { dimension: `length^${power}`, factor };
}

function divided(top: Unit | null, bottom: Unit | null): Unit | null {
  const inverse = bottom && invert(bottom.factor);
  const factor = top && inverse && multiplyRationals(top.factor, inverse);
  return factor && rational(factor.numerator, factor.denominator)
    ? { dimension: `${top.dimension}/${bottom!.dimension}`, factor }
    : null;
}
