import type { MathNode } from './node.ts';
import type { ReadAnswer } from './read-answer.ts';

const SIMPLIFY =
  /\b(?:simplif\w*|simplest|factor(?:i[sz]e|ed|s)?|reduc(?:e|ed)|lowest terms|radical form)\b/i;
const FACTOR = /\bfactor(?:i[sz]e|ed)?\b/i;

const EXPAND = /\b(?:expand\w*|multiply out|distribute)\b/i;

/** A sum in brackets that is still multiplied, in the last side of an equation. */
function hasProduct(source: string): boolean {
  const last = source
    .replace(/\\(?:left|right)(?![a-z])|\s/g, '')
    .split(/(?<![<>!\\])=(?!=)/)
    .at(-1)!;
  return /(?:[\w)}]|\\cdot|\*)\([^()]*[\w)}][+-][^()]*\)|\([^()]*[\w)}][+-][^()]*\)(?:\(|\\cdot|\*|\^)/.test(
    last,
  );
}

/**
 * Whether an answer of the right value is not in the form that was asked for, where the reference is: a root that can be taken or drawn
 * out, a power with a half, a quotient by an expression that the reference has not, fewer factors than there are.
 */
export function isUnfinished(answer: ReadAnswer, reference: ReadAnswer, prompt: string): boolean {
  if (EXPAND.test(prompt) && hasProduct(answer.source) && !hasProduct(reference.source)) return true;
  if (!SIMPLIFY.test(prompt)) return false;
  const last = answer.source.split(/(?<![<>!\\])=(?!=)/).at(-1)!;
  if (isReducible(last) && !isReducible(reference.source)) return true;
  if (drawsOut(last) && !drawsOut(reference.source)) return true;
  if (dividesByLetters(answer) && !/\\[dtc]?frac|\/|\^\{?-/.test(reference.source)) return true;
  if (!FACTOR.test(prompt)) return false;
  const wanted = reference.readings[0]?.node;
  const least = wanted === undefined ? 0 : factorsOf(wanted);
  return (
    least > 1 && answer.readings.length > 0 && answer.readings.every(({ node }) => factorsOf(node) < least)
  );
}

/** `\sqrt{50}`, `\sqrt{9}`, `50^{1/2}`. */
function drawsOut(source: string): boolean {
  const text = source.replace(/\s/g, '');
  if (/\d\^(?:\{?\(?1\/2\)?\}?|\{\\[dt]?frac\{?1\}?\{?2\}?\}|\{?0?\.5\}?)/.test(text)) return true;
  return [...text.matchAll(/(?:\\sqrt\{?|√\(?|sqrt\()(\d{1,9})(?![\d.])/g)].some((match) =>
    hasSquare(Number(match[1])),
  );
}

/** A fraction of whole numbers with a common factor. */
function isReducible(source: string): boolean {
  const match =
    /^[\s${}-]*(?:\\[dtc]?frac\s?\{(\d{1,9})\}\s?\{(\d{1,9})\}|(\d{1,9})\s?\/\s?(\d{1,9}))[\s$}.]*$/.exec(
      source,
    );
  if (!match) return false;
  let [left, right] = [Number(match[1] ?? match[3]), Number(match[2] ?? match[4])];
  while (right > 0) [left, right] = [right, left % right];
  return left > 1;
}

function hasSquare(number: number): boolean {
  for (let root = 2; root * root <= number && root < 1_000; root += 1)
    if (number % (root * root) === 0) return true;
  return false;
}

/** A quotient as a whole, by something with a letter in it. */
function dividesByLetters({ readings }: ReadAnswer): boolean {
  return (
    readings.length > 0 &&
    readings.every(({ node }) => node.type === 'apply' && node.name === 'divide' && hasLetter(node.args[1]!))
  );
}

/** Factors with a letter in them; a power counts as many as its exponent says. */
function factorsOf(node: MathNode): number {
  if (node.type === 'symbol') return 1;
  if (node.type !== 'apply') return 0;
  if (node.name === 'multiply') return node.args.reduce((sum, one) => sum + factorsOf(one), 0);
  if (node.name === 'negate' || node.name === 'divide') return factorsOf(node.args[0]!);
  const times = node.name === 'power' ? node.args[1] : undefined;
  if (times?.type === 'number' && node.args[0])
    return Math.min(12, Math.max(1, Number(times.value.numerator))) * factorsOf(node.args[0]);
  return hasLetter(node) ? 1 : 0;
}

function hasLetter(node: MathNode): boolean {
  if (node.type === 'symbol') return true;
  return node.type === 'apply' && node.args.some(hasLetter);
}
