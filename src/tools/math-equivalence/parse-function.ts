import { table } from '../../spec/table.ts';
import { type Cursor, ParseFailure } from './cursor.ts';
import { apply, type MathNode } from './node.ts';
import { parseBrackets } from './parse-brackets.ts';
import { FUNCTIONS } from './vocabulary.ts';

type ParseArgument = (cursor: Cursor) => MathNode;

const INVERSES: Readonly<Record<string, string>> = table({ sin: 'arcsin', cos: 'arccos', tan: 'arctan' });

/** A named function with its argument: `\sin^2 2x`, `\log_2 8`, `\sqrt[3]{8}`, `\gcd(12, 18)`, `\sum_{k=1}^n k`. */
export function parseFunction(cursor: Cursor, parseArgument: ParseArgument): MathNode {
  const word = cursor.next().value;
  if (word === 'sum' || word === 'prod') return parseSeries(cursor, word, parseArgument);
  const name = FUNCTIONS[word]!;
  if (name === 'sqrt') return parseRoot(cursor, parseArgument);
  let power: MathNode | null = null;
  let base: MathNode | null = null;
  for (;;) {
    if (cursor.accept('mark', '^')) power = parseArgument(cursor);
    else if (cursor.accept('mark', '_')) base = parseArgument(cursor);
    else break;
  }
  const argument = parseOperand(cursor, parseArgument);
  const args = argument.type === 'list' && argument.open !== '{' ? argument.items : [argument];
  if (power && isMinusOne(power) && INVERSES[name]) return apply(INVERSES[name], ...args);
  const value = base ? apply(name, ...args, base) : apply(name, ...args);
  return power ? apply('power', value, power) : value;
}

function isMinusOne(node: MathNode): boolean {
  const inner = node.type === 'apply' && node.name === 'negate' ? node.args[0] : null;
  return inner?.type === 'number' && inner.value.numerator === 1n && inner.value.denominator === 1n;
}

function parseRoot(cursor: Cursor, parseArgument: ParseArgument): MathNode {
  if (!cursor.accept('mark', '[')) return apply('root', parseArgument(cursor), TWO);
  const degree = cursor.nested(() => cursor.parseList(cursor));
  cursor.expect('mark', ']');
  return apply('root', parseArgument(cursor), degree);
}

const TWO: MathNode = { type: 'number', value: { numerator: 2n, denominator: 1n }, decimals: null };

/** In brackets, or the factors up to the next sign or function: `\sin 2x \cos y` is sin(2x)·cos y. */
function parseOperand(cursor: Cursor, parseArgument: ParseArgument): MathNode {
  if (cursor.is('mark', '(') || cursor.is('mark', '|')) return parseBrackets(cursor);
  if (cursor.accept('mark', '-')) return apply('negate', parseOperand(cursor, parseArgument));
  let product: MathNode | null = null;
  for (;;) {
    const token = cursor.peek();
    const isFactor =
      token &&
      (token.kind === 'number' ||
        token.kind === 'letter' ||
        (token.kind === 'mark' && token.value === '{') ||
        (token.kind === 'command' &&
          (/^[dt]?frac$/.test(token.value) || GREEK.test(token.value) || token.value === 'sqrt')) ||
        (!product && token.kind === 'command'));
    if (!isFactor || (product && token.kind === 'number')) break;
    let factor = cursor.nested(() => parseArgument(cursor));
    if (cursor.is('mark', '^')) {
      cursor.next();
      const exponent = parseArgument(cursor);
      factor =
        exponent.type === 'symbol' && exponent.name === '∘'
          ? apply('degree', factor)
          : apply('power', factor, exponent);
    } else if (cursor.accept('command', 'degree')) factor = apply('degree', factor);
    else if (cursor.is('mark', '/') && cursor.is('number', undefined, 1)) {
      cursor.next();
      factor = apply('divide', factor, parseArgument(cursor));
    }
    product = product ? apply('multiply', product, factor) : factor;
  }
  if (!product) throw new ParseFailure('a function has no argument');
  return product;
}

const GREEK =
  /^(?:pi|alpha|beta|gamma|delta|theta|phi|varphi|omega|lambda|mu|psi|rho|sigma|tau|epsilon|eta|xi)$/;

/** `\sum_{k=a}^{b} f`: arguments k, a, b, f. */
function parseSeries(cursor: Cursor, name: string, parseArgument: ParseArgument): MathNode {
  let lower: MathNode | null = null;
  let upper: MathNode | null = null;
  for (;;) {
    if (cursor.accept('mark', '_')) lower = parseArgument(cursor);
    else if (cursor.accept('mark', '^')) upper = parseArgument(cursor);
    else break;
  }
  if (lower?.type !== 'relation' || lower.operators[0] !== '=' || !upper)
    throw new ParseFailure('a sum without limits');
  const body = cursor.nested(() => parseFactors(cursor, parseArgument));
  return apply(name, lower.operands[0]!, lower.operands[1]!, upper, body);
}

function parseFactors(cursor: Cursor, parseArgument: ParseArgument): MathNode {
  let product: MathNode | null = null;
  for (;;) {
    const token = cursor.peek();
    if (!token || token.kind === 'text') break;
    if (token.kind === 'mark' && !'([{|'.includes(token.value)) break;
    if (token.kind === 'command' && /^(?:cdot|times)$/.test(token.value)) {
      cursor.next();
      continue;
    }
    if (
      token.kind === 'command' &&
      !/^(?:[dt]?frac|binom|sqrt|\{)$/.test(token.value) &&
      !GREEK.test(token.value) &&
      !Object.hasOwn(FUNCTIONS, token.value)
    )
      break;
    let factor = parseArgument(cursor);
    if (cursor.accept('mark', '^')) factor = apply('power', factor, parseArgument(cursor));
    else if (cursor.accept('mark', '!')) factor = apply('factorial', factor);
    else if (cursor.accept('mark', '/')) factor = apply('divide', factor, parseArgument(cursor));
    product = product ? apply('multiply', product, factor) : factor;
  }
  if (!product) throw new ParseFailure('a sum of nothing');
  return product;
}
