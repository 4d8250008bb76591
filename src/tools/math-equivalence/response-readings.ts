import { type ParsedAnswer, parseAnswer } from './parse-answer.ts';
import type { ReadAnswer } from './read-answer.ts';

const POINT =
  /\b(?:points?|coordinates?|ordered (?:pair|triple)s?|vectors?|vertex|vertices|meets?|intersections?)\b/i;
const SCIENTIFIC = /\bscientific notation\b/i;
const IS_SCIENTIFIC = /^\s*[-−]?[1-9](?:\.\d+)?\s*(?:(?:\\times|\\cdot|[×x*·])\s*10\s*(?:\^|$)|e[-+]?\d)/i;

/**
 * Adds the ways in which a response may give a tuple (`y=2, x=1`, `P(1,2)`), and takes out what the question does not
 * ask for: a bare list where an interval is, an inequality where a point is, a value in another form than scientific.
 */
export function asAsked(answer: ReadAnswer, reference: ReadAnswer, prompt: string): ReadAnswer | null {
  if (SCIENTIFIC.test(prompt) && !IS_SCIENTIFIC.test(answer.source)) return null;
  const wanted = reference.readings[0]?.node;
  const isVector = wanted?.type === 'matrix' || (wanted?.type === 'list' && /^[(<]$/.test(wanted.open));
  const inUnits = isVector ? unitVectors(answer.source, prompt) : null;
  if (inUnits) return { ...answer, readings: [inUnits] };
  if (wanted?.type !== 'list' || wanted.open !== '(') return answer;
  const kept = answer.readings.filter(({ node }) => {
    if (node.type === 'list' && node.open === '' && /\binterval\b/i.test(prompt))
      return node.items.every((item) => item.type !== 'number');
    return !(node.type === 'relation' && /[<>≤≥]/.test(node.operators.join('')) && POINT.test(prompt));
  });
  const readings = [
    ...kept,
    ...kept.flatMap((reading) => assignments(reading) ?? []),
    ...namedPoint(answer.source),
  ];
  return { ...answer, readings };
}

/** `y=2, x=1` in the order of the names. */
function assignments({ node, units }: ParsedAnswer): ParsedAnswer | null {
  if (node.type !== 'list' || node.open !== '') return null;
  const sides = node.items.map((item) =>
    item.type === 'relation' && item.operators.join() === '=' && item.operands[0]!.type === 'symbol'
      ? { name: item.operands[0]!.name, value: item.operands[1]! }
      : null,
  );
  if (!sides.every((side) => side !== null)) return null;
  const items = sides.toSorted((left, right) => (left.name < right.name ? -1 : 1)).map(({ value }) => value);
  return { node: { type: 'list', open: '(', close: ')', items }, units };
}

/** `P(1,2)`: a point and its name. */
function namedPoint(source: string): ParsedAnswer[] {
  const inside = /^\s*[A-Z]\s*=?\s*(\(.{1,200}\))\s*$/.exec(source)?.[1];
  const parsed = inside ? parseAnswer(inside) : null;
  return parsed ? [parsed] : [];
}

const UNIT_VECTORS = /^([-+]?[^ijk+-]*)i(?:([-+][^ijk+-]*)j)?(?:([-+][^ijk+-]*)k)?$/;

/** `3\mathbf{i} + 7\mathbf{j}`, or `3i + 7j` where a vector is asked for. */
function unitVectors(source: string, prompt: string): ParsedAnswer | null {
  const marked = /\\(?:mathbf|hat|vec|boldsymbol|bm)\s?\{?\s?\\?[ijk]/.test(source);
  if (!marked && !/\bvectors?\b/i.test(prompt)) return null;
  const plain = source
    .split(/(?<![<>])=/)
    .at(-1)!
    .replace(/\\(?:mathbf|hat|vec|boldsymbol|bm)\s?\{\s?\\?([ijk])(?:math)?\s?\}/g, '$1')
    .replace(/\\(?:mathbf|hat|vec)\s?\\?([ijk])(?:math)?/g, '$1')
    .replace(/\s/g, '')
    .replaceAll('−', '-');
  const match = UNIT_VECTORS.exec(plain);
  if (!match || plain.length > 80 || match[2] === undefined) return null;
  const parts = match.slice(1).filter((part) => part !== undefined);
  const entries = parts.map((part) => (/^[-+]?$/.test(part) ? `${part}1` : part).replace(/^\+/, ''));
  return parseAnswer(`(${entries.join(',')})`);
}
