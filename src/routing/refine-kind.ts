import type { ReferenceShape } from '../reading/reference-shape.ts';
import type { KindFamily, KindName } from '../spec/kinds.ts';
import { parseOptions } from '../text/choices/options.ts';
import { hasLatex } from '../text/latex-marks.ts';

/**
 * Joins what the prompt reads like with what its reference looks like. The reference has the last word where the two
 * disagree: a query with one short right answer is a question, however chatty it sounds.
 * @param family null where the prompt says nothing
 * @returns null where neither says enough
 */
export function refineKind(
  family: KindFamily | null,
  shape: ReferenceShape,
  prompt: string,
): KindName | null {
  if (shape === 'none') return family;
  if (shape === 'brackets' && family !== 'code-output') return 'reasoning.final-answer';
  const byFamily = family ? DETAIL[family]?.(shape, prompt) : null;
  return byFamily ?? byShape(shape, prompt) ?? family;
}

type Detail = (shape: ReferenceShape, prompt: string) => KindName | null;

/** A kind whose references are texts: a truth word, a letter or a value belongs to another kind, whatever the prompt reads like. */
const ofText =
  (kind: KindName): Detail =>
  (shape) =>
    shape === 'short-text' || shape === 'long-text' || shape === 'value' ? kind : null;

const DETAIL: Partial<Record<KindFamily, Detail>> = {
  math: (shape, prompt) => {
    if (shape === 'choice') return 'choice';
    if (shape === 'number' && !hasLatex(prompt.slice(0, 4000))) return 'math.final-number';
    return 'math.final-answer';
  },
  'code-output': (shape, prompt) =>
    shape === 'choice' && parseOptions(prompt).length > 1 ? 'choice' : 'code-output',
  choice: (shape) => (shape === 'choice' ? 'choice' : null),
  reasoning: (shape) => {
    if (shape === 'choice') return 'reasoning.choice';
    return shape === 'long-text' ? null : 'reasoning.final-answer';
  },
  qa: (shape) => {
    if (shape === 'choice') return 'choice';
    return shape === 'long-text' ? null : 'qa.short-answer';
  },
  translation: ofText('translation'),
  summarization: ofText('summarization'),
  'data-to-text': ofText('data-to-text'),
};

const ASKS_FOR_A_VALUE = /\b(?:def|return|returns|print|prints|function|output)\b/;

/** For a prompt that says nothing, and for families whose answers are not right or wrong. */
function byShape(shape: ReferenceShape, prompt: string): KindName | null {
  if (shape === 'choice') return 'choice';
  if (shape === 'math') return 'math.final-answer';
  if (prompt === '') {
    if (shape === 'long-text') return 'summarization';
    return shape === 'short-text' ? 'reasoning.final-answer' : 'math.final-answer';
  }
  const asked = prompt.slice(0, 4000);
  if (shape === 'long-text') return null;
  if (shape === 'value' && ASKS_FOR_A_VALUE.test(asked)) return 'code-output';
  if (shape === 'number' && /\d/.test(asked)) return 'math.final-number';
  return 'qa.short-answer';
}
