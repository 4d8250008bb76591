import { table } from '../../spec/table.ts';
import { type Cursor, ParseFailure } from './cursor.ts';
import { apply, type MathNode } from './node.ts';
import { parseArgument, parseAtom, startsAtom } from './parse-atom.ts';

/** Sums and differences: `a + b - c`, `a ± b`. */
export function parseSum(cursor: Cursor): MathNode {
  let left = parseProduct(cursor);
  for (;;) {
    if (cursor.accept('mark', '+')) left = apply('add', left, parseProduct(cursor));
    else if (cursor.accept('mark', '-')) left = apply('add', left, apply('negate', parseProduct(cursor)));
    else if (cursor.accept('command', 'pm')) left = apply('±', left, parseProduct(cursor));
    else if (cursor.accept('command', 'mp')) left = apply('∓', left, parseProduct(cursor));
    else return left;
  }
}

const SCALES: Readonly<Record<string, bigint>> = table({
  dozen: 12n,
  hundred: 100n,
  thousand: 1_000n,
  million: 1_000_000n,
  billion: 1_000_000_000n,
  trillion: 1_000_000_000_000n,
});
/** Words that say something of a value in place of measuring it. */
const SPOKEN =
  /^,?\s*(?:not|is|isn['’]t|except|but|than|more|less|fewer|over|under|above|below|at least|at most|about|wrong|false|incorrect|never|no)\b/i;

function scaleWord(words: string): string {
  return /^\s*([a-z]+)/i.exec(words)?.[1]?.toLowerCase() ?? '';
}

function parseProduct(cursor: Cursor): MathNode {
  let left = parseSigned(cursor);
  for (;;) {
    const token = cursor.peek();
    if (!token) return left;
    if (token.kind === 'mark' && token.value === '*') {
      cursor.next();
      left = apply('multiply', left, parseSigned(cursor));
    } else if (token.kind === 'command' && /^(?:cdot|times|ast|cdotp)$/.test(token.value)) {
      cursor.next();
      left = apply('multiply', left, parseSigned(cursor));
    } else if (token.value === '/' || token.value === 'div') {
      cursor.next();
      left = apply('divide', left, parseSigned(cursor));
    } else if (
      token.value === ':' &&
      token.kind === 'mark' &&
      !cursor.is('mark', '=', 1) &&
      !isSuchThat(cursor, left)
    ) {
      cursor.next();
      left = ratio(left, parseSigned(cursor));
    } else if (token.kind === 'command' && (token.value === 'mod' || token.value === 'bmod')) {
      cursor.next();
      left = apply('mod', left, parseSigned(cursor));
    } else if (token.kind === 'command' && token.value === 'pmod') {
      cursor.next();
      parseArgument(cursor);
    } else if (startsAtom(cursor) && token.kind !== 'number')
      left = apply('multiply', left, parsePower(cursor));
    else return left;
  }
}

/** Whether a colon stands behind the variable of a set: `{x : x > 2}`. */
function isSuchThat(cursor: Cursor, left: MathNode): boolean {
  return cursor.inSet && left.type === 'symbol' && /^[a-zℝ]$/.test(left.name);
}

function ratio(left: MathNode, right: MathNode): MathNode {
  return left.type === 'apply' && left.name === 'ratio'
    ? apply('ratio', ...left.args, right)
    : apply('ratio', left, right);
}

function parseSigned(cursor: Cursor): MathNode {
  return cursor.nested(() => {
    if (cursor.accept('mark', '-')) return apply('negate', parseSigned(cursor));
    if (cursor.accept('mark', '+')) return parseSigned(cursor);
    if (cursor.accept('command', 'pm')) return apply('±', parseSigned(cursor));
    if (cursor.accept('command', 'mp')) return apply('∓', parseSigned(cursor));
    return parsePower(cursor);
  });
}

/** An atom with what stands behind it: powers, factorials, percent and degree signs, units. */
function parsePower(cursor: Cursor): MathNode {
  let node = parseAtom(cursor);
  for (;;) {
    const token = cursor.peek();
    if (!token) return node;
    if (token.kind === 'mark' && token.value === '^') {
      cursor.next();
      node = raised(cursor, node);
    } else if (token.kind === 'mark' && token.value === '*' && cursor.is('mark', '*', 1)) {
      cursor.position += 2;
      node = raised(cursor, node);
    } else if (token.kind === 'mark' && token.value === '!' && !cursor.is('mark', '=', 1)) {
      cursor.next();
      node = apply('factorial', node);
    } else if (token.kind === 'mark' && token.value === '%') {
      cursor.next();
      node = apply('percent', node);
    } else if (token.kind === 'command' && (token.value === 'degree' || token.value === 'circ')) {
      cursor.next();
      node = apply('degree', node);
    } else if (token.kind === 'text' && !/^,?\s*(?:and|or|if|for|where|when|with)\b/i.test(token.value)) {
      cursor.next();
      if (Object.hasOwn(SCALES, scaleWord(token.value)))
        node = apply('multiply', node, {
          type: 'number',
          value: { numerator: SCALES[scaleWord(token.value)]!, denominator: 1n },
          decimals: null,
        });
      else if (SPOKEN.test(token.value)) throw new ParseFailure('words that change the value');
      else if (/^(?:percent|percentage|percents|pct)\b/i.test(token.value)) node = apply('percent', node);
      else if (/^(?:degrees?|deg)\b/i.test(token.value)) node = apply('degree', node);
      else {
        skipUnit(cursor, token.value);
      }
    } else return node;
  }
}

function raised(cursor: Cursor, base: MathNode): MathNode {
  const from = cursor.position;
  const negative = cursor.accept('mark', '-');
  const exponent = cursor.nested(() => parseArgument(cursor));
  if (exponent.type === 'symbol' && exponent.name === '∘') return apply('degree', base);
  if (exponent.type === 'symbol' && exponent.name === 'prime') return base;
  const power = negative ? apply('negate', exponent) : exponent;
  // A tower binds from the right: 2^3^2 is 2^(3^2).
  if (cursor.is('mark', '^') && cursor.position > from) {
    cursor.next();
    return apply('power', base, raised(cursor, power));
  }
  return apply('power', base, power);
}

/** Takes a unit with its power and with what it is divided by: `cm^2`, `km / h`. */
function skipUnit(cursor: Cursor, unit: string): void {
  const from = cursor.position;
  if (cursor.accept('mark', '^')) parseArgument(cursor);
  cursor.units.push(unit + cursor.sourceSince(from));
  while (cursor.is('mark', '/') && (cursor.is('text', undefined, 1) || cursor.is('letter', undefined, 1))) {
    cursor.position += 2;
    if (cursor.accept('mark', '^')) parseArgument(cursor);
  }
}
