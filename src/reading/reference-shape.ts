import { choosesChoice } from '../text/choices/expected.ts';
import { parseDecimal } from '../text/decimal.ts';
import { hasLatex } from '../text/latex-marks.ts';

/** What a query's references look like: it decides which tool can compare them. */
export type ReferenceShape =
  | 'none'
  | 'number'
  | 'expression'
  | 'math'
  | 'choice'
  | 'brackets'
  | 'value'
  | 'short-text'
  | 'long-text';

const SHORT_WORDS = 15;
const EXPRESSION = /^[\s\d.,+*/^=()<>{}-]+$/;
/** Brackets that are to be closed or matched; an empty list, tuple or object is a value. */
const BRACKETS = /^(?!(?:\[\]|\(\)|\{\})$)[\s()[\]{}<>]+$/;
const LITERAL = /^(?:\[.*\]|\(.*,.*\)|\{.*\}|'.*'|".*"|b['"].*['"])$/s;

/** @returns the shape of the references: of the first, but a text is long where any alternative is */
export function referenceShape(references: readonly string[], prompt: string): ReferenceShape {
  const reference = references[0]?.trim().slice(0, 4000);
  if (reference === undefined) return 'none';
  if (parseDecimal(reference.replace(/^[$€£]\s?/, '')) !== null) return 'number';
  if (choosesChoice(reference, prompt)) return 'choice';
  if (BRACKETS.test(reference)) return 'brackets';
  if (LITERAL.test(reference)) return 'value';
  if (hasLatex(reference)) return 'math';
  if (EXPRESSION.test(reference)) return 'expression';
  return references.slice(0, 16).every(isShort) ? 'short-text' : 'long-text';
}

/** Open-domain references list their aliases behind slashes, so the first alias counts. */
function isShort(reference: string): boolean {
  const first = reference.slice(0, 4000).split('/')[0] ?? '';
  return first.trim().split(/\s+/).length <= SHORT_WORDS && first.length <= 160;
}
