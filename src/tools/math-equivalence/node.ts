import type { Rational } from '../../text/numbers/rational.ts';

/**
 * What an answer is parsed into. Values (`number`, `symbol`, `apply`) stand at the leaves; `list`, `relation` and
 * `matrix` are the structural layer that compare-answers.ts takes apart before it compares values.
 */
export type MathNode =
  | NumberNode
  | { readonly type: 'symbol'; readonly name: string }
  | ApplyNode
  | ListNode
  | RelationNode
  | { readonly type: 'matrix'; readonly rows: readonly (readonly MathNode[])[] };

export interface NumberNode {
  readonly type: 'number';
  readonly value: Rational;
  /** Digits behind the decimal point as written; null for an integer. */
  readonly decimals: number | null;
  /** A name of the number system where one is written as a subscript: `204_5`. */
  readonly base?: string;
}

/** An operation or function on arguments: `add`, `multiply`, `divide`, `power`, `negate`, `±`, `sin`, `f`, … */
interface ApplyNode {
  readonly type: 'apply';
  readonly name: string;
  readonly args: readonly MathNode[];
}

/** `open` is '' for a bare list (`1, 2`), ';' for one separated by semicolons, else the bracket as written. */
export interface ListNode {
  readonly type: 'list';
  readonly open: string;
  readonly close: string;
  readonly items: readonly MathNode[];
}

/** A chain: `operands[0] operators[0] operands[1] …`; `sources` are the operands as written, without spaces. */
export interface RelationNode {
  readonly type: 'relation';
  readonly operators: readonly string[];
  readonly operands: readonly MathNode[];
  readonly sources: readonly string[];
}

export function apply(name: string, ...args: MathNode[]): ApplyNode {
  return { type: 'apply', name, args };
}

function childrenOf(node: MathNode): readonly MathNode[] {
  switch (node.type) {
    case 'apply':
      return node.args;
    case 'list':
      return node.items;
    case 'relation':
      return node.operands;
    case 'matrix':
      return node.rows.flat();
    default:
      return [];
  }
}

/** @returns whether `test` holds for the node or anything in it; nodes are at most as deep as the parser allows */
export function someNode(node: MathNode, test: (node: MathNode) => boolean): boolean {
  return test(node) || childrenOf(node).some((child) => someNode(child, test));
}

/** @returns whether an answer is words rather than mathematics */
export function hasWords(node: MathNode): boolean {
  return someNode(node, (inner) => inner.type === 'symbol' && inner.name.startsWith('text '));
}

/** The name that the variable of a set, such as `{x | x > 2}`, takes: which letter was written says nothing. */
export const BOUND = 'bound variable';

/** @returns the node with every symbol of one name given another; the node itself where it holds none */
export function renamed(node: MathNode, from: string, to: string): MathNode {
  switch (node.type) {
    case 'symbol':
      return node.name === from ? { type: 'symbol', name: to } : node;
    case 'apply':
      return { ...node, args: node.args.map((child) => renamed(child, from, to)) };
    case 'list':
      return { ...node, items: node.items.map((child) => renamed(child, from, to)) };
    case 'relation':
      return {
        ...node,
        operands: node.operands.map((child) => renamed(child, from, to)),
        sources: node.sources.map((source) => (source === from ? to : source)),
      };
    case 'matrix':
      return { ...node, rows: node.rows.map((row) => row.map((child) => renamed(child, from, to))) };
    default:
      return node;
  }
}
