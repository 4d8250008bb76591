import { compareUpToNames } from './arbitrary-names.ts';
import { compareAnswers } from './compare-answers.ts';
import type { Comparison } from './compare-values.ts';
import { hasWords, type MathNode } from './node.ts';
import type { ParsedAnswer } from './parse-answer.ts';
import type { ReadAnswer } from './read-answer.ts';
import { unitOf } from './vocabulary.ts';

const MOST_COMPARISONS = 1_500;

/**
 * Compares two answers as read, in any of their readings; words by their letters.
 * @param prompt what was asked: its letters keep their meaning, others are the solver's choice
 */
export function verdictOf(
  reference: ReadAnswer,
  response: ReadAnswer,
  decimals: number | null,
  prompt: string,
): Comparison {
  if (compact(reference.source) === compact(response.source)) return 'equal';
  if (reference.words !== null && reference.words === response.words) return 'equal';
  if (saysNothing(reference) && saysNothing(response)) return 'equal';
  if (reference.words !== null && isSpoken(reference)) {
    return letters(response.source) === reference.words ? 'equal' : 'different';
  }
  if (reference.readings.length === 0) return 'unknown';
  if (response.readings.length === 0) return response.words === null ? 'unknown' : 'different';
  let unknown = false;
  for (const left of reference.readings)
    for (const right of response.readings) {
      if (unitsDiffer(left, right)) continue;
      const compare = (a: MathNode, b: MathNode) =>
        compareAnswers(a, b, { decimals, remaining: MOST_COMPARISONS });
      const verdict = compare(left.node, right.node);
      if (verdict === 'equal') return verdict;
      if (compareUpToNames(left.node, right.node, prompt, compare) === 'equal') return 'equal';
      if (verdict === 'unknown') unknown = true;
    }
  return unknown ? 'unknown' : 'different';
}

/** "No solution", "none", `\varnothing`: the ways to say that nothing is a solution. */
function saysNothing(answer: ReadAnswer): boolean {
  const node = answer.readings[0]?.node;
  if (node?.type === 'list') return node.open === '{' && node.items.length === 0;
  return answer.words !== null && NOTHING.test(answer.words);
}

const NOTHING =
  /^(?:(?:theyare|thereare|thereis|ithas|has)?no(?:real|integer|positive|such)?(?:solutions?|roots?|values?|numbers?)(?:exists?)?|none|empty(?:set)?|theemptyset)$/;

/** Whether an answer in words is not to be read as a product of letters. */
function isSpoken(answer: ReadAnswer): boolean {
  return (
    answer.readings.length === 0 ||
    answer.readings.some((reading) => hasWords(reading.node)) ||
    /\\text|\\mbox|\\mathrm/.test(answer.source)
  );
}

function letters(source: string): string | null {
  const bare = source
    .replace(/\\(?:text\w*|mbox|mathrm|operatorname|mathbf)\b|[{}$()\s.]/g, '')
    .toLowerCase();
  return /^\p{L}+$/u.test(bare) ? bare : null;
}

function compact(source: string): string {
  return source.replace(/\\(?:left|right)(?![a-z])|\\[,;!: ]|\$|(?<!\d)\s|\s(?!\s*\d)/g, '');
}

/**
 * One unit on each side, both known, and not the same, or of another power: `5 cm` is not `5 m`, `cm^2` is neither `cm^3`
 * nor `cm`. The two halves of a day are told apart too.
 */
function unitsDiffer(left: ParsedAnswer, right: ParsedAnswer): boolean {
  const [first, second] = [left.units.at(-1), right.units.at(-1)];
  if (!first || !second) return false;
  const [a, b] = [unitOf(first), unitOf(second)];
  const [power, other] = [powerOf(first), powerOf(second)];
  if (a && b) return a !== b || power !== other;
  const [early, late] = [first, second].map((unit) => /^\s*([ap])\.?\s?m\b/i.exec(unit)?.[1]?.toLowerCase());
  return Boolean((power !== '1' && other !== '1' && power !== other) || (early && late && early !== late));
}

function powerOf(unit: string): string {
  if (/\b(?:square|sq)\b/i.test(unit)) return '2';
  if (/\bcubic\b/i.test(unit)) return '3';
  return /(?:\^\{?|(?<=[a-z]))([2-9²³])\}?$/.exec(unit)?.[1]?.normalize('NFKC') ?? '1';
}
