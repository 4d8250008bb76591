import {
  addRationals,
  integerPower,
  multiplyRationals,
  rational,
  rationalOf,
} from '../../text/numbers/rational.ts';
import { type Cursor, ParseFailure } from './cursor.ts';
import { apply, type MathNode, type NumberNode } from './node.ts';
import type { Token } from './tokens.ts';

/**
 * A number as people write them: `1,234.5`, `1 000`, `1.5e-4`, `0.1\overline{6}`, `204_5`, and mixed numbers such as
 * `1\frac{4}{5}` and `1 4/5`.
 */
export function parseNumber(cursor: Cursor, plain = false): MathNode {
  if (cursor.inBrackets) splitCommas(cursor);
  const token = cursor.next();
  let digits = token.value.replaceAll(',', '');
  if (/^\d{1,3}$/.test(token.value)) while (isGroup(cursor)) digits += cursor.next().value;
  const value = rationalOf(digits);
  if (!value) throw new ParseFailure('a number has too many digits');
  const dot = digits.indexOf('.');
  const number: NumberNode = { type: 'number', value, decimals: dot < 0 ? null : digits.length - dot - 1 };
  if (plain) return number;
  return (
    scientific(cursor, number) ?? repeating(cursor, number) ?? mixed(cursor, number) ?? based(cursor, number)
  );
}

function isGroup(cursor: Cursor): boolean {
  const token = cursor.peek();
  return token?.kind === 'number' && token.spaced && /^\d{3}(?:\.\d+)?$/.test(token.value);
}

function splitCommas(cursor: Cursor): void {
  const token = cursor.peek()!;
  if (!token.value.includes(',')) return;
  const pieces = token.value.split(',').flatMap((value, index): Token[] => {
    const number: Token = { ...token, value, spaced: false };
    return index === 0 ? [number] : [{ ...number, kind: 'mark', value: ',' }, number];
  });
  cursor.tokens.splice(cursor.position, 1, ...pieces);
}

function scientific(cursor: Cursor, mantissa: NumberNode): MathNode | null {
  const letter = cursor.peek();
  if (letter?.kind !== 'letter' || !/^[eE]$/.test(letter.value) || letter.spaced) return null;
  const signed = cursor.is('mark', '-', 1) || cursor.is('mark', '+', 1);
  const exponent = cursor.peek(signed ? 2 : 1);
  if (exponent?.kind !== 'number' || exponent.spaced || !/^\d{1,4}$/.test(exponent.value)) return null;
  const power = BigInt(exponent.value) * (cursor.is('mark', '-', 1) ? -1n : 1n);
  cursor.position += signed ? 3 : 2;
  const scale = integerPower({ numerator: 10n, denominator: 1n }, power);
  const value = scale && multiplyRationals(mantissa.value, scale);
  if (!value) throw new ParseFailure('a number is too large');
  return { type: 'number', value, decimals: mantissa.decimals };
}

function repeating(cursor: Cursor, start: NumberNode): MathNode | null {
  const dotted = start.decimals === null && cursor.is('mark', '.');
  if (start.decimals === null && !dotted) return null;
  const at = dotted ? 1 : 0;
  if (!cursor.is('command', 'overline', at) || !cursor.is('mark', '{', at + 1)) return null;
  const block = cursor.peek(at + 2);
  if (block?.kind !== 'number' || !/^\d{1,60}$/.test(block.value) || !cursor.is('mark', '}', at + 3))
    return null;
  cursor.position += at + 4;
  const length = BigInt(block.value.length);
  const tail = rational(BigInt(block.value), (10n ** length - 1n) * 10n ** BigInt(start.decimals ?? 0));
  const value = tail && addRationals(start.value, tail);
  if (!value) throw new ParseFailure('a number is too long');
  return { type: 'number', value, decimals: null };
}

function mixed(cursor: Cursor, whole: NumberNode): MathNode | null {
  if (whole.decimals !== null) return null;
  const token = cursor.peek();
  if (
    token?.kind === 'number' &&
    token.spaced &&
    cursor.is('mark', '/', 1) &&
    cursor.is('number', undefined, 2)
  ) {
    const top = rationalOf(cursor.next().value.replaceAll(',', ''));
    cursor.next();
    const bottom = rationalOf(cursor.next().value.replaceAll(',', ''));
    if (!top || !bottom) throw new ParseFailure('a fraction is too long');
    return apply('add', whole, apply('divide', plainNumber(top.numerator), plainNumber(bottom.numerator)));
  }
  if (token?.kind !== 'command' || !/^[dtc]?frac$/.test(token.value)) return null;
  const parts = /^\\[dtc]?frac\s*(?:\{\s*(\d+)\s*\}|(\d))\s*(?:\{\s*(\d+)\s*\}|(\d))/.exec(
    cursor.source.slice(token.start, token.start + 200),
  );
  if (!parts) return null;
  const end = token.start + parts[0].length;
  while (cursor.peek() && cursor.peek()!.end <= end) cursor.next();
  const top = BigInt(parts[1] ?? parts[2]!);
  const bottom = BigInt(parts[3] ?? parts[4]!);
  return apply('add', whole, apply('divide', plainNumber(top), plainNumber(bottom)));
}

function based(cursor: Cursor, number: NumberNode): MathNode {
  if (!cursor.is('mark', '_')) return number;
  cursor.next();
  const from = cursor.position;
  cursor.nested(() => {
    if (cursor.accept('mark', '{')) while (!cursor.accept('mark', '}')) cursor.next();
    else cursor.next();
  });
  return { ...number, base: cursor.sourceSince(from) };
}

function plainNumber(value: bigint): NumberNode {
  return { type: 'number', value: { numerator: value, denominator: 1n }, decimals: null };
}
