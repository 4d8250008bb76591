import { table } from '../../spec/table.ts';
import { type Cursor, ParseFailure } from './cursor.ts';
import { apply, BOUND, type MathNode, renamed } from './node.ts';

const CLOSERS: Readonly<Record<string, string>> = table({
  '(': ')',
  '[': ']',
  '}': '}',
  rangle: '⟩',
  ')': ')',
  ']': ']',
  rbrace: '}',
  rbrack: ']',
});

/** Groups, tuples, intervals, sets, absolute values, floors: whatever stands between two brackets. */
export function parseBrackets(cursor: Cursor): MathNode {
  const token = cursor.next();
  const isCommand = token.kind === 'command';
  if (token.value === '|' || token.value === 'lvert') return parseBars(cursor, token.value);
  if (token.value === 'lfloor' || token.value === 'lceil') {
    const inside = cursor.bracketed(false, () => cursor.parseList(cursor));
    cursor.expect('command', token.value === 'lfloor' ? 'rfloor' : 'rceil');
    return apply(token.value === 'lfloor' ? 'floor' : 'ceil', inside);
  }
  if (token.value === '{' && !isCommand) return parseBraces(cursor);
  const open =
    token.value === 'langle'
      ? '('
      : token.value === 'lbrack'
        ? '['
        : token.value === '(' || token.value === '['
          ? token.value
          : '{';
  const parse = (): MathNode => {
    const empty = closerAt(cursor);
    if (empty) return { type: 'list', open, close: empty, items: [] };
    const inside = cursor.parseList(cursor);
    if (open === '{' && acceptSuchThat(cursor)) {
      const condition = cursor.parseList(cursor);
      if (!closerAt(cursor)) throw new ParseFailure('a set is not closed');
      const variable = realVariable(inside);
      if (variable === null) throw new ParseFailure('a set of something else than reals');
      return renamed(condition, variable, BOUND);
    }
    const close = closerAt(cursor);
    if (!close) throw new ParseFailure('a bracket is not closed');
    if (inside.type === 'list' && (inside.open === '' || inside.open === ';'))
      return { ...inside, open, close };
    return open === '{' ? { type: 'list', open, close, items: [inside] } : inside;
  };
  return cursor.bracketed(true, parse, open === '{');
}

function acceptSuchThat(cursor: Cursor): boolean {
  return cursor.accept('command', 'mid') || cursor.accept('mark', '|') || cursor.accept('mark', ':');
}

/** @returns the name of the variable of a set of reals, `x` or `x ∈ ℝ`; null for anything else */
function realVariable(node: MathNode): string | null {
  if (node.type === 'symbol') return node.name;
  if (node.type !== 'relation' || node.operators.join() !== '∈') return null;
  const [variable, domain] = node.operands;
  return variable?.type === 'symbol' && domain?.type === 'symbol' && domain.name === 'ℝ'
    ? variable.name
    : null;
}

function closerAt(cursor: Cursor): string | null {
  const token = cursor.peek();
  if (!token || (token.kind !== 'mark' && token.kind !== 'command')) return null;
  if (token.kind === 'mark' && token.value === '}') return null;
  if (token.value === '(' || token.value === '[') return null;
  const close = Object.hasOwn(CLOSERS, token.value) ? CLOSERS[token.value]! : null;
  if (close) cursor.next();
  return close === '⟩' ? ')' : close;
}

/** LaTeX braces group; with commas inside and no backslash they are taken for a set, as people mean them. */
function parseBraces(cursor: Cursor): MathNode {
  return cursor.bracketed(false, () => {
    let inside = cursor.parseList(cursor);
    if (cursor.accept('command', 'over')) inside = apply('divide', inside, cursor.parseList(cursor));
    else if (cursor.accept('command', 'choose')) inside = apply('binom', inside, cursor.parseList(cursor));
    cursor.expect('mark', '}');
    return inside.type === 'list' && inside.open === '' ? { ...inside, open: '{', close: '}' } : inside;
  });
}

function parseBars(cursor: Cursor, open: string): MathNode {
  return cursor.nested(() => {
    cursor.openBars += 1;
    const inside = cursor.parseList(cursor);
    cursor.openBars -= 1;
    if (open === 'lvert') cursor.expect('command', 'rvert');
    else if (!cursor.accept('mark', '|')) cursor.expect('command', '|');
    return inside.type === 'matrix' ? apply('det', inside) : apply('abs', inside);
  });
}
