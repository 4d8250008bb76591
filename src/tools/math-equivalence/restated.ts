import { type MathNode, someNode } from './node.ts';
import type { ReadAnswer } from './read-answer.ts';

const OPERATION =
  /[+*/^!=<>]|(?<=[\w)}\]])-|\\(?:[dtc]?frac|sqrt|cdot|times|div|binom|sum|prod|int|lim|log|ln|sin|cos|tan|gcd|lcm|det|overline|bmod|mod|le|ge|choose)/;
const FORM_ASKED =
  /\b(?:scientific notation|standard form|rationali[sz]e|simplif\w+|factor(?:i[sz]e)?|expand|convert|as a (?:fraction|decimal|percent\w*|mixed number)|in (?:lowest terms|simplest form)|reduce|round)\b/i;
/** Functions that somebody who was asked for a number is meant to have worked out. */
const WORKED_OUT =
  /^(?:factorial|binom|gcd|lcm|mod|sum|prod|det|floor|ceil|log|lg|max|min|sin|cos|tan|cot|sec|csc|arcsin|arccos|arctan)$/;

/** @returns the prompt as {@link isRestated} looks for expressions in it */
export function expressionsOf(prompt: string): string {
  return compact(prompt.slice(-6_000));
}

/**
 * Whether an answer only says the question's own expression again, or leaves undone what was asked: an expression of the
 * prompt where the reference is another, or a sum, product or function of numbers where the reference is one number.
 */
export function isRestated(
  answer: ReadAnswer,
  reference: ReadAnswer,
  question: string,
  prompt: string,
): boolean {
  const said = compact(answer.source);
  const wanted = compact(reference.source);
  if (said === wanted || said === '') return false;
  if (said.length >= 3 && OPERATION.test(answer.source) && prompt.includes(said) && !prompt.includes(wanted))
    return true;
  if (
    said.length >= 3 &&
    OPERATION.test(answer.source) &&
    prompt.includes(said) &&
    said.length > wanted.length
  )
    return true;
  if (said.length >= 3 && prompt.includes(said) && FORM_ASKED.test(question)) return true;
  const wantedNode = reference.readings[0]?.node;
  return (
    wantedNode !== undefined &&
    isNumberLike(wantedNode) &&
    answer.readings.length > 0 &&
    answer.readings.every(({ node }) => isUnworked(node))
  );
}

/** @returns what an expression of the prompt is turned into, `(x-1)(x+1)` of `x^2-1 = (x-1)(x+1)`; null for anything else */
export function turnedInto(source: string, prompt: string): string | null {
  const sides = source.split(/(?<![<>!\\])=(?!=)/);
  const [first = ''] = sides;
  const said = compact(first);
  if (sides.length < 2 || said.length < 3 || !OPERATION.test(first)) return null;
  return prompt.includes(said) && !prompt.includes(compact(source)) ? sides.at(-1)! : null;
}

function compact(text: string): string {
  return text
    .replace(/\\(?:left|right|displaystyle|limits|text|mathrm|operatorname)(?![a-z])|\\[,;!: ]/g, '')
    .replace(/\\[dtc]frac/g, '\\frac')
    .replace(/\\(?:cdot|times)(?![a-z])|[×·⋅]/g, '*')
    .replace(/[\s${}]/g, '');
}

/** A number as it is written, or a name with such a number. */
function isNumberLike(node: MathNode): boolean {
  if (node.type === 'number') return true;
  if (node.type === 'relation')
    return node.operators.length === 1 && node.operators[0] === '=' && isNumberLike(node.operands[1]!);
  if (node.type === 'apply' && node.name === 'divide')
    return node.args.every((side) => side.type === 'number');
  return (
    node.type === 'apply' &&
    (node.name === 'negate' || node.name === 'percent' || node.name === 'degree') &&
    isNumberLike(node.args[0]!)
  );
}

/** Whether a value is left as a sum, product, root or function of numbers. */
function isUnworked(node: MathNode): boolean {
  const value = node.type === 'relation' ? node.operands.at(-1)! : node;
  if (value.type !== 'apply') return false;
  if (someNode(value, (inner) => inner.type === 'apply' && WORKED_OUT.test(inner.name))) return true;
  if (value.name === 'root' || value.name === 'sqrt') return true;
  const [left, right] = value.args;
  if (value.name === 'divide' && left && right) return isDecimal(left) || isDecimal(right) || isOne(right);
  if ((value.name !== 'add' && value.name !== 'multiply') || !left || !right) return false;
  if (!isLiteral(left) || !isLiteral(right)) return false;
  return value.name === 'add' ? !isMixed(left, right) : !isScaled(right);
}

function isDecimal(node: MathNode): boolean {
  return node.type === 'number' && node.decimals !== null;
}

function isOne(node: MathNode): boolean {
  return node.type === 'number' && node.value.numerator === node.value.denominator;
}

function isLiteral(node: MathNode): boolean {
  if (node.type === 'number') return true;
  return (
    node.type === 'apply' &&
    /^(?:negate|add|multiply|power|divide)$/.test(node.name) &&
    node.args.every(isLiteral)
  );
}

/** `3 1/2`: a whole number and a fraction. */
function isMixed(left: MathNode, right: MathNode): boolean {
  return left.type === 'number' && right.type === 'apply' && right.name === 'divide';
}

/** `10^-5`, or a thousand in words. */
function isScaled(node: MathNode): boolean {
  if (node.type === 'apply' && node.name === 'power') return true;
  return (
    node.type === 'number' &&
    node.value.denominator === 1n &&
    /^1(?:2|0{2,})$/.test(String(node.value.numerator))
  );
}
