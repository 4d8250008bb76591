import { table } from '../../spec/table.ts';
import type { Edit } from './edit.ts';

const PARTS = /^([-+−]?)([$€£]?)([-+−]?)(\d[\d,]*)(\.\d+)?(\s?)([a-zA-Z°%/²³]{0,8})$/;
const OTHER_UNITS: Readonly<Record<string, string>> = table({
  km: 'm',
  m: 'km',
  cm: 'mm',
  mm: 'cm',
  kg: 'g',
  g: 'kg',
  s: 'h',
  h: 's',
  min: 'h',
  hours: 'minutes',
  minutes: 'hours',
  days: 'weeks',
  mph: 'km',
  l: 'ml',
  ml: 'l',
  mi: 'km',
  ft: 'm',
  W: 'kW',
  V: 'A',
  N: 'J',
  J: 'N',
});

/** @returns wrong numbers made from a right one: by one, by sign, by magnitude, by digits, by unit; each of another value */
export function editNumber(reference: string): Edit[] {
  const found = PARTS.exec(reference.trim());
  if (!found) return [];
  const [, first, currency, second, whole = '0', decimals = '', space = '', unit = ''] = found;
  const digits = whole.replaceAll(',', '');
  const negative = first === '-' || first === '−' || second === '-' || second === '−';
  const value = BigInt(digits);
  const write = (text: string, minus = negative) =>
    `${minus ? '-' : ''}${currency ?? ''}${text}${space}${unit}`;
  const signed = negative ? -value : value;
  const shifted = (by: bigint) => {
    const moved = signed + by;
    return write(`${moved < 0n ? -moved : moved}${decimals}`, moved < 0n);
  };
  const edits: Edit[] = [
    { name: 'one more', text: shifted(1n), near: true },
    { name: 'one less', text: shifted(-1n), near: true },
    { name: 'far off', text: shifted(value * 2n + 37n), near: false },
    { name: 'ten times', text: write(decimals ? moved(digits, decimals, 1) : `${digits}0`), near: true },
    { name: 'a tenth', text: write(moved(digits, decimals, -1)), near: true },
    { name: 'a digit more', text: write(`${digits}${decimals}7`), near: true },
    { name: 'the other sign', text: write(digits + decimals, !negative), near: true },
  ];
  if (value >= 20n) edits.push({ name: 'a twentieth more', text: shifted(value / 20n + 1n), near: true });
  if (digits.length > 1) {
    edits.push({ name: 'a digit less', text: write(digits.slice(0, -1)), near: true });
    edits.push({
      name: 'digits turned round',
      text: write([...digits].reverse().join('') + decimals),
      near: true,
    });
  }
  if (decimals) {
    edits.push({ name: 'without its decimals', text: write(digits), near: true });
    const other = (Number(decimals[1]) + 5) % 10;
    edits.push({
      name: 'another decimal',
      text: write(`${digits}.${other}${decimals.slice(2)}`),
      near: true,
    });
  } else
    edits.push(
      { name: 'and a half', text: write(`${digits}.5`), near: true },
      { name: 'and a little', text: write(`${digits}.4`), near: true },
    );
  const otherUnit = OTHER_UNITS[unit];
  if (otherUnit && unit)
    edits.push({
      name: 'another unit',
      text: write(digits + decimals).slice(0, -unit.length) + otherUnit,
      near: true,
    });
  return edits.filter((edit) => edit.name === 'another unit' || differs(edit.text, reference));
}

/** @returns the digits with the point moved by one place */
function moved(digits: string, decimals: string, by: 1 | -1): string {
  const places = decimals.slice(1);
  if (by === 1) return `${digits}${places[0] ?? '0'}${places.length > 1 ? `.${places.slice(1)}` : ''}`;
  return `${digits.slice(0, -1) || '0'}.${digits.slice(-1)}${places}`;
}

const CLEAN = /[^\d.\-−]/g;
function differs(left: string, right: string): boolean {
  const value = (text: string) => Number(text.replace(CLEAN, '').replaceAll('−', '-').replace(/\.$/, ''));
  return value(left) !== value(right);
}
