import { type Comparison, quantityOf } from './compare-values.ts';
import { type MathNode, renamed } from './node.ts';

/** Letters that stand for any integer (`2k\pi`), and those that stand for any constant (`C e^{2x}`). */
const INTEGERS = /^[klmnjpqrst]$/;
const CONSTANTS = /^(?:[CcKABDk](?:_\{?\w\}?)?|c_\{?\w\}?)$/;

type Compare = (reference: MathNode, response: MathNode) => Comparison;

/**
 * Compares two answers that differ in a letter which the solver chose: the integer of `x = k\pi`, the constant of
 * `C e^{2x}`. A letter of the prompt keeps its meaning, and so does one that may be a unit (`5 m`).
 * @returns the verdict with the letter of the reference in place of that of the response; null where no letter is free
 */
export function compareUpToNames(
  reference: MathNode,
  response: MathNode,
  prompt: string,
  compare: Compare,
): Comparison | null {
  const [left, right] = [withoutDomains(reference), withoutDomains(response)];
  const [wanted, given] = [chosen(left.node, prompt), chosen(right.node, prompt)];
  const [only, mine] = [
    wanted.filter((name) => !given.includes(name)),
    given.filter((name) => !wanted.includes(name)),
  ];
  const dropped = left.integers.length + right.integers.length > 0;
  if (only.length === 0 && mine.length === 0 && dropped) return compare(left.node, right.node);
  const [from, to] = [mine[0], only[0]];
  if (mine.length !== 1 || only.length !== 1 || !from || !to) return null;
  const isOneSort = [INTEGERS, CONSTANTS].some((sort) => sort.test(from) && sort.test(to));
  const declared = left.integers.includes(to) || right.integers.includes(from);
  if (!declared && (!isOneSort || isMeasure(left.node) || isMeasure(right.node))) return null;
  return compare(left.node, renamed(right.node, from, to));
}

/** The symbols of an answer that its prompt does not hold as a letter of its own. */
function chosen(node: MathNode, prompt: string): string[] {
  return quantityOf(node).symbols.filter((name) => {
    const letter = /^[a-zA-Z]/.exec(name)?.[0];
    return letter !== undefined && !new RegExp(`(?<![a-zA-Z])${letter}(?![a-zA-Z])`).test(prompt);
  });
}

/** A number with a letter behind it: the letter may be a unit. */
function isMeasure(node: MathNode): boolean {
  return (
    node.type === 'apply' &&
    /^(?:multiply|divide)$/.test(node.name) &&
    node.args[0]?.type === 'number' &&
    node.args[1]?.type === 'symbol'
  );
}

/** `x = k\pi, k \in \mathbb{Z}`: the answer, and which of its letters are said to be integers. */
function withoutDomains(node: MathNode): { readonly node: MathNode; readonly integers: readonly string[] } {
  if (node.type !== 'list' || node.open !== '') return { node, integers: [] };
  const integers = node.items.flatMap((item) => integerOf(item) ?? []);
  const items = node.items.filter((item) => integerOf(item) === null);
  if (integers.length === 0 || items.length === 0) return { node, integers: [] };
  return { node: items.length === 1 ? items[0]! : { ...node, items }, integers };
}

function integerOf(node: MathNode): string | null {
  if (node.type !== 'relation' || node.operators.join() !== '∈') return null;
  const [variable, domain] = node.operands;
  const isInteger = domain?.type === 'symbol' && /^set Z$/.test(domain.name);
  return isInteger && variable?.type === 'symbol' ? variable.name : null;
}
