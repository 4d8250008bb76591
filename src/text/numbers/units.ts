import { table } from '../../spec/table.ts';
import type { Rational } from './rational.ts';

/** What a unit measures, and how many of the base unit one of it is. */
export interface Unit {
  readonly dimension: string;
  readonly factor: Rational;
}

const TABLE: Readonly<Record<string, string>> = table({
  length:
    'mm,millimeter,millimetre=1/1000 cm,centimeter,centimetre=1/100 dm,decimeter,decimetre=1/10 m,meter,metre,mètre=1 km,kilometer,kilometre,kilomètre,kilómetro,chilometro,quilômetro=1000 in,inch,inche=254/10000 ft,foot,feet=3048/10000 yd,yard=9144/10000 mi,mile=1609344/1000',
  mass: 'mg,milligram=1/1000 g,gram,gramme=1 kg,kilogram,kilo=1000 t,tonne,ton=1000000 lb,lbs,pound=45359237/100000 oz,ounce=28349523125/1000000000',
  time: 's,sec,second=1 min,minute=60 h,hr,hour=3600 day=86400 week=604800',
  volume:
    'ml,milliliter,millilitre=1 cl,centiliter,centilitre=10 dl,deciliter,decilitre=100 l,liter,litre=1000',
  money: 'cent=1 dollar,usd,buck=100',
  euro: 'eurocent=1 euro,eur=100',
  area: 'cm²,cm2=1 m²,m2=10000 km²,km2=10000000000 hectare,ha=100000000',
  speed: 'mph=1609344/1000 kmh,km/h,kph=1000 m/s=3600',
  angle: 'degree,deg,°=1 radian,rad=0',
  bytes: 'byte=1 kb,kilobyte=1000 mb,megabyte=1000000 gb,gigabyte=1000000000 tb,terabyte=1000000000000',
});
const UNITS: ReadonlyMap<string, Unit> = new Map(
  Object.entries(TABLE).flatMap(([dimension, line]) =>
    line.split(' ').flatMap((entry) => {
      const [names = '', value = '1'] = entry.split('=');
      const [top = '1', bottom = '1'] = value.split('/');
      const unit = { dimension, factor: { numerator: BigInt(top), denominator: BigInt(bottom) } };
      return names.split(',').map((name): [string, Unit] => [name, unit]);
    }),
  ),
);
const SIGNS: Readonly<Record<string, string>> = table({ $: 'dollar', '€': 'euro', '¢': 'cent' });

/** @param word a unit's name, sign or plural, in any case; @returns null for words that measure nothing known */
export function unitNamed(word: string): Unit | null {
  const sign = SIGNS[word];
  const name = sign ?? word.replace(/\.$/, '');
  const exact = UNITS.get(name);
  if (exact) return exact;
  const lower = name.toLowerCase();
  return UNITS.get(lower) ?? (lower.length > 3 ? (UNITS.get(lower.replace(/s$/, '')) ?? null) : null);
}

const ASKED =
  /\b(?:how (?:many|much)(?: more| fewer| less| total| full| whole)? (?!in\b)([a-z]{2,12}|[A-Za-z°]{1,3})\b|(?:wie ?viele?|combien de|cuánt[oa]s|quant[ieo]s?|quantas) ([\p{L}]{2,14})(?![\p{L}])|(?:in|as a number of|to the nearest)(?: whole| total)? ([a-z]{2,12}|[A-Za-z°]{1,4})(?=\s*(?:[?.,;)]|$|\bdoes\b|\bdo\b|\bis\b|\bdid\b|\bwill\b|\bwas\b)))/giu;

/** @returns the unit that a question asks its number in ("how many km", "…, in kg?"); null where it names none or two */
export function unitAsked(prompt: string): Unit | null {
  let asked: Unit | null = null;
  for (const match of prompt.slice(-1_500).matchAll(ASKED)) {
    const unit = unitNamed(match[1] ?? match[2] ?? match[3]!);
    if (!unit || (match[3] !== undefined && match[3].length === 1 && !/^[ghlmst]$/.test(match[3]))) continue;
    asked = unit;
  }
  return asked;
}
