import { table } from '../../spec/table.ts';
import { Cursor, ParseFailure } from './cursor.ts';
import { apply, type MathNode } from './node.ts';
import { parseSum } from './parse-expression.ts';
import { tokenize } from './tokens.ts';

/** An answer as parsed, with the units of measure that were skipped. */
export interface ParsedAnswer {
  readonly node: MathNode;
  readonly units: readonly string[];
}

const LONGEST = 3_000;
const RELATIONS: Readonly<Record<string, string>> = table({
  '=': '=',
  '<': '<',
  '>': '>',
  le: '≤',
  leq: '≤',
  leqslant: '≤',
  leqq: '≤',
  ge: '≥',
  geq: '≥',
  geqslant: '≥',
  geqq: '≥',
  ne: '≠',
  neq: '≠',
  lt: '<',
  gt: '>',
  approx: '≈',
  simeq: '≈',
  equiv: '=',
  in: '∈',
  to: '→',
  rightarrow: '→',
  mapsto: '→',
});
const SET_OPERATIONS: Readonly<Record<string, string>> = table({
  cup: 'union',
  cap: 'intersection',
  setminus: 'difference',
  backslash: 'difference',
});
const IMPLICATIONS = new Set(['implies', 'Rightarrow', 'Longrightarrow', 'iff', 'Leftrightarrow']);

/** @returns the answer as a tree, or null where it cannot be read: unbalanced, too long, too deep, no mathematics */
export function parseAnswer(source: string): ParsedAnswer | null {
  if (source.length > LONGEST) return null;
  const tokens = tokenize(source);
  if (!tokens) return null;
  while (tokens.length > 0 && tokens.at(-1)!.kind === 'mark' && '.,;:?'.includes(tokens.at(-1)!.value))
    tokens.pop();
  if (tokens.length === 0) return null;
  const cursor = new Cursor(source, tokens, parseList);
  try {
    const node = parseList(cursor);
    return cursor.position === tokens.length ? { node, units: cursor.units } : null;
  } catch (thrown) {
    if (thrown instanceof ParseFailure) return null;
    throw thrown;
  }
}

/** Items between commas, "and", "or"; groups of them between semicolons. */
function parseList(cursor: Cursor): MathNode {
  const groups: MathNode[][] = [[parseRelation(cursor)]];
  for (;;) {
    if (cursor.accept('mark', ';')) groups.push([]);
    else if (!cursor.accept('mark', ',') && !acceptConjunction(cursor)) break;
    while (cursor.accept('mark', ',') || acceptConjunction(cursor));
    if (closes(cursor)) break;
    groups.at(-1)!.push(parseRelation(cursor));
  }
  const items = groups.filter((group) => group.length > 0).map((group) => bare('', group));
  return groups.length === 1 ? items[0]! : bare(';', items);
}

function bare(open: string, items: readonly MathNode[]): MathNode {
  return items.length === 1 ? items[0]! : { type: 'list', open, close: '', items };
}

function acceptConjunction(cursor: Cursor): boolean {
  const token = cursor.peek();
  const spoken = token?.kind === 'text' && /^,?\s*(?:and|or)(?:\s+also)?$/i.test(token.value);
  const short = token?.kind === 'letter' && token.value === 'o' && cursor.is('letter', 'r', 1);
  const command = token?.kind === 'command' && /^(?:lor|land|vee|wedge)$/.test(token.value);
  if (spoken || command) cursor.position += 1;
  else if (short) cursor.position += 2;
  return Boolean(spoken || command || short);
}

function closes(cursor: Cursor): boolean {
  const token = cursor.peek();
  return !token || ')]}'.includes(token.value) || token.value === 'rangle';
}

function parseRelation(cursor: Cursor): MathNode {
  let operators: string[] = [];
  let operands: MathNode[] = [];
  let sources: string[] = [];
  if (cursor.is('mark', '=') || cursor.is('command', 'approx')) cursor.next();
  for (;;) {
    const from = cursor.position;
    operands.push(parseSets(cursor));
    sources.push(cursor.sourceSince(from));
    const token = cursor.peek();
    if (token?.kind === 'command' && IMPLICATIONS.has(token.value)) {
      if (operators.length === 0) throw new ParseFailure('a value implies nothing');
      cursor.next();
      operators = [];
      operands = [];
      sources = [];
      continue;
    }
    const operator = relationAt(cursor);
    if (!operator) break;
    operators.push(operator);
  }
  return operands.length === 1 ? operands[0]! : { type: 'relation', operators, operands, sources };
}

function relationAt(cursor: Cursor): string | null {
  const token = cursor.peek();
  if (!token || (token.kind !== 'mark' && token.kind !== 'command')) return null;
  if ((token.value === '!' || token.value === 'not' || token.value === ':') && cursor.is('mark', '=', 1)) {
    cursor.position += 2;
    return token.value === ':' ? '=' : '≠';
  }
  const relation = Object.hasOwn(RELATIONS, token.value) ? RELATIONS[token.value]! : null;
  if (!relation) return null;
  cursor.next();
  if ((relation === '<' || relation === '>') && cursor.accept('mark', '='))
    return relation === '<' ? '≤' : '≥';
  if (relation === '=' && cursor.accept('mark', '=')) return '=';
  return relation;
}

function parseSets(cursor: Cursor): MathNode {
  let left = parseSum(cursor);
  for (;;) {
    const token = cursor.peek();
    if (token?.kind !== 'command') return left;
    const isUnion = Object.hasOwn(SET_OPERATIONS, token.value);
    if (!isUnion) return left;
    cursor.next();
    left = apply(SET_OPERATIONS[token.value]!, left, parseSum(cursor));
  }
}
