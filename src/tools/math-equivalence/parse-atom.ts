import { type Cursor, ParseFailure } from './cursor.ts';
import { apply, type MathNode } from './node.ts';
import { parseBrackets } from './parse-brackets.ts';
import { parseFunction } from './parse-function.ts';
import { parseMatrix } from './parse-matrix.ts';
import { parseNumber } from './parse-number.ts';
import type { Token } from './tokens.ts';
import { FUNCTIONS } from './vocabulary.ts';

const INFIX = new Set(
  (
    'cdot times ast div pm mp le leq leqslant leqq ge geq geqslant geqq ne neq lt gt approx simeq equiv in to rightarrow ' +
    'mapsto cup cap setminus backslash implies Rightarrow Longrightarrow iff Leftrightarrow rangle rfloor rceil rvert ' +
    'rbrace rbrack mod bmod pmod degree circ lor land vee wedge not end over choose mid cdotp notin'
  ).split(' '),
);

/** @returns whether the next token can begin an atom, so that it multiplies what stands before it */
export function startsAtom(cursor: Cursor): boolean {
  const token = cursor.peek();
  if (!token) return false;
  switch (token.kind) {
    case 'number':
    case 'letter':
      return !(token.value === 'o' && cursor.is('letter', 'r', 1) && token.spaced);
    case 'text':
      return false;
    case 'command':
      return !INFIX.has(token.value) && token.value !== '}' && token.value !== '\\' && token.value !== '|';
    default:
      return token.value === '|' ? cursor.openBars === 0 && !cursor.inSet : '([{'.includes(token.value);
  }
}

/** One operand without what stands behind it. */
export function parseAtom(cursor: Cursor): MathNode {
  const token = cursor.peek();
  if (!token) throw new ParseFailure('an operand is missing');
  if (token.kind === 'number') return parseNumber(cursor);
  if (token.kind === 'letter') return parseLetter(cursor);
  if (token.kind === 'text') return parseWord(cursor, token);
  if (token.kind === 'mark') {
    if (!'([{|'.includes(token.value)) throw new ParseFailure(`${token.value} is no operand`);
    return parseBrackets(cursor);
  }
  return parseCommand(cursor, token);
}

/** The argument of `\frac`, `\sqrt` or `^`: a group in braces or brackets, or one token. */
export function parseArgument(cursor: Cursor, oneDigit = false): MathNode {
  const token = cursor.peek();
  if (oneDigit && token?.kind === 'number' && /^\d\d/.test(token.value)) {
    const rest = { ...token, value: token.value.slice(1), start: token.start + 1 };
    cursor.tokens.splice(
      cursor.position,
      1,
      { ...token, value: token.value[0]!, end: token.start + 1 },
      rest,
    );
  }
  return cursor.nested(() => (cursor.is('number') ? parseNumber(cursor, true) : parseAtom(cursor)));
}

function parseLetter(cursor: Cursor): MathNode {
  const letter = cursor.next().value;
  const name = letter + suffix(cursor);
  const calls = /^[fghFGH]/.test(letter) && cursor.is('mark', '(');
  if (!calls) return { type: 'symbol', name };
  const argument = parseBrackets(cursor);
  return apply(`call ${name}`, ...(argument.type === 'list' ? argument.items : [argument]));
}

/** @returns subscripts and primes behind a symbol, as written */
function suffix(cursor: Cursor): string {
  let text = '';
  while (cursor.accept('mark', "'")) text += "'";
  if (!cursor.accept('mark', '_')) return text;
  const from = cursor.position;
  parseArgument(cursor);
  return `${text}_${cursor.sourceSince(from)}`;
}

function parseWord(cursor: Cursor, token: Token): MathNode {
  cursor.next();
  if (
    /^(?:not|except|more|less|fewer|over|under|above|below|at|no|never|nearly|almost|wrong|any|between|up|greater|larger|smaller)\b/i.test(
      token.value,
    ) &&
    (cursor.is('number') || startsAtom(cursor))
  )
    throw new ParseFailure('words that change the value');
  if (cursor.is('number')) return parseNumber(cursor);
  return { type: 'symbol', name: `text ${token.value.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')}` };
}

function parseCommand(cursor: Cursor, token: Token): MathNode {
  const name = token.value;
  if (name === 'begin') return parseMatrix(cursor);
  if (['{', 'langle', 'lfloor', 'lceil', 'lvert', 'lbrace', 'lbrack', '|'].includes(name))
    return parseBrackets(cursor);
  if (INFIX.has(name) && name !== 'circ') throw new ParseFailure(`${name} is no operand`);
  if (name === 'sum' || name === 'prod' || Object.hasOwn(FUNCTIONS, name))
    return parseFunction(cursor, parseArgument);
  cursor.next();
  switch (name) {
    case 'frac':
    case 'dfrac':
    case 'tfrac':
    case 'cfrac':
      return apply('divide', parseArgument(cursor, true), parseArgument(cursor, true));
    case 'binom':
    case 'dbinom':
    case 'tbinom':
      return apply('binom', parseArgument(cursor, true), parseArgument(cursor, true));
    case 'circ':
      return { type: 'symbol', name: '∘' };
    case 'infty':
      return { type: 'symbol', name: '∞' };
    case 'emptyset':
    case 'varnothing':
      return { type: 'list', open: '{', close: '}', items: [] };
    case 'reals':
      return { type: 'symbol', name: 'ℝ' };
    case 'mathbb':
      return { type: 'symbol', name: numberSet(cursor) };
    case 'overline': {
      const from = cursor.position;
      parseArgument(cursor);
      return { type: 'symbol', name: `overline ${cursor.sourceSince(from)}` };
    }
    case '}':
    case '\\':
    case 'int':
    case 'iint':
    case 'oint':
    case 'lim':
    case 'partial':
    case 'nabla':
      throw new ParseFailure(`${name} is no operand`);
    default:
      return { type: 'symbol', name: name + suffix(cursor) };
  }
}

function numberSet(cursor: Cursor): string {
  const from = cursor.position;
  parseArgument(cursor);
  const letter = cursor.sourceSince(from);
  return letter === 'R' ? 'ℝ' : `set ${letter}`;
}
