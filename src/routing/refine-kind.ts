import { changesCase, changesText } from '../reading/changes-text.ts';
import { showsProgram } from '../reading/program-text.ts';
import type { ReferenceShape } from '../reading/reference-shape.ts';
import { asksTextOfRecord } from '../reading/shows-record.ts';
import type { KindFamily, KindName } from '../spec/kinds.ts';
import { parseOptions } from '../text/choices/options.ts';
import { hasLatex } from '../text/latex-marks.ts';

/**
 * Combines the family of the prompt with the shape of its reference. Where the two disagree, the reference decides: a query
 * with one short right answer is a question, however chatty it sounds. A reference that is only one of many right answers
 * (a sentence for a prompt that asks for a text, a program, a call) is never compared word by word.
 * @param family null where the prompt says nothing
 * @returns null where neither says enough
 */
export function refineKind(
  family: KindFamily | null,
  shape: ReferenceShape,
  prompt: string,
): KindName | null {
  if (shape === 'none') return family;
  if (isText(shape) && !KNOWS_TEXTS.has(family ?? '') && asksTextOfRecord(prompt)) return 'data-to-text';
  const byReference = BY_REFERENCE[shape]?.(family, prompt);
  if (byReference) return byReference;
  const byFamily = family ? DETAIL[family]?.(shape, prompt) : null;
  return byFamily ?? byShape(family, shape, prompt) ?? family;
}

/** Families whose right answers are many texts; the reference is one of them. */
const WRITES_TEXT: ReadonlySet<KindFamily> = new Set([
  'translation',
  'summarization',
  'data-to-text',
  'writing',
  'chat',
  'math',
]);

/** The kind of a reference that is a changed text. Where the prompt changes the case of letters, the comparison is by letter. */
function changedKind(prompt: string): KindName {
  return changesCase(prompt) ? 'reasoning.to-the-letter' : 'reasoning.final-answer';
}

/** Families in which the answer may be a short text, whatever the prompt is about. */
const ANSWERS_SHORT: ReadonlySet<KindFamily> = new Set(['qa', 'chat', 'instruction-following', 'reasoning']);

/** Numbers as the solutions of a formula stand in any order; those of a story are told one by one. */
const FORMULA_ASKED =
  /[$\\^=]|\b(?:solve|roots?|solutions?|equations?|coordinates?|points?|intervals?|vectors?|factors?|pairs?|x|y|n)\b/i;

/** Families with their own rule for a reference that is a text. */
const KNOWS_TEXTS: ReadonlySet<string> = new Set([
  'translation',
  'summarization',
  'code',
  'code-output',
  'tool-calls',
]);

function isText(shape: ReferenceShape): boolean {
  return shape === 'sentence' || shape === 'long-text';
}

type Detail = (shape: ReferenceShape, prompt: string) => KindName | null;

/** Shapes of references that fix the comparison by themselves, whatever the prompt looks like. */
const BY_REFERENCE: Partial<
  Record<ReferenceShape, (family: KindFamily | null, prompt: string) => KindName | null>
> = {
  brackets: (family) => (family === 'code-output' ? null : 'reasoning.final-answer'),
  date: (family) => (family === 'code-output' ? 'code-output.text' : 'reasoning.final-answer'),
  math: (family) => (family === 'code-output' ? null : 'math.final-answer'),
  wordings: (family) =>
    family === 'code-output' || family === 'code' || family === 'choice' ? null : 'qa.short-answer',
  program: () => 'code',
  call: (family) => (family === 'code-output' ? 'code-output.text' : 'tool-calls'),
  object: (family, prompt) => {
    if (family === 'tool-calls') return 'tool-calls';
    return runsProgram(family, prompt) ? 'code-output' : 'instruction-following.json-values';
  },
  parts: (family, prompt) => {
    if (family !== null && WRITES_TEXT.has(family)) return null;
    return runsProgram(family, prompt) ? 'code-output.text' : 'reasoning.final-answer';
  },
  token: (family, prompt) => {
    if (family !== null && KNOWS_TEXTS.has(family) && family !== 'code-output' && family !== 'code')
      return null;
    return runsProgram(family, prompt) ? 'code-output.text' : changedKind(prompt);
  },
  'short-text': (family, prompt) =>
    (family === null || ANSWERS_SHORT.has(family)) && changesText(prompt) ? changedKind(prompt) : null,
  numbers: (family, prompt) => {
    if (family === 'math')
      return FORMULA_ASKED.test(prompt.slice(-4000)) ? 'math.final-answer' : 'reasoning.final-answer';
    return runsProgram(family, prompt) ? 'code-output.text' : 'reasoning.final-answer';
  },
};

/**
 * A kind with texts as references. A truth word, a letter or a value as a reference belongs to another kind, whatever the
 * prompt looks like.
 */
const ofText =
  (kind: KindName): Detail =>
  (shape) =>
    shape === 'short-text' || shape === 'sentence' || shape === 'long-text' || shape === 'value'
      ? kind
      : null;

/** Such a prompt has many right answers, so a text as its reference is a mere sample and is not compared. A value is compared. */
const sampled =
  (kind: KindName): Detail =>
  (shape) =>
    shape === 'sentence' || shape === 'long-text' ? kind : null;

const DETAIL: Partial<Record<KindFamily, Detail>> = {
  math: (shape, prompt) => {
    if (shape === 'choice') return 'choice';
    if (shape === 'number' && ASKS_CODE.test(prompt.slice(-4000)) && !ASKS_COUNT.test(prompt.slice(-4000)))
      return 'reasoning.final-answer';
    if (shape === 'number' && !hasLatex(prompt.slice(0, 4000))) return 'math.final-number';
    return 'math.final-answer';
  },
  code: (shape, prompt) => {
    if (shape === 'sentence' || shape === 'long-text') return 'code';
    return showsProgram(prompt) ? outputKind(shape, prompt) : null;
  },
  'code-output': outputKind,
  choice: (shape, prompt) => {
    if (shape === 'choice') return 'choice';
    return shape === 'number' && parseOptions(prompt).some(({ label }) => label && /\d/.test(label))
      ? 'choice'
      : null;
  },
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
  'instruction-following': sampled('instruction-following'),
  'tool-calls': sampled('tool-calls'),
  safety: sampled('safety'),
  writing: sampled('writing'),
  chat: sampled('chat'),
};

/** A question about a program whose answer is yes or no. */
const ASKS_WHETHER =
  /(?:^|[.!?:\n]\s*)(?:does|do|did|is|are|was|will|would|can|could|has|have|should|ist|sind|gibt|kann|wird|est-ce|es|est[aá])\s[^?\n]{1,400}\?/i;

/** The output of a program: a value of its language, or the text that it prints, to the letter. */
function outputKind(shape: ReferenceShape, prompt: string): KindName {
  if (shape === 'choice' && (parseOptions(prompt).length > 1 || ASKS_WHETHER.test(prompt.slice(-4000))))
    return 'choice';
  const isValue = shape === 'number' || shape === 'value' || shape === 'choice' || shape === 'object';
  return isValue ? 'code-output' : 'code-output.text';
}

const ASKS_FOR_A_VALUE = /\b(?:def|return|returns|print|prints|function|output)\b/;

/** Whether the answer is what a program that the prompt shows gives or prints. */
function runsProgram(family: KindFamily | null, prompt: string): boolean {
  if (family === 'code-output') return true;
  return (family === null || family === 'code') && showsProgram(prompt);
}

/** The digits of a code are signs in a row, and no amount: they may be written apart. */
const ASKS_CODE =
  /\b(?:the|der|le|el|il) (?:\w+ )?(?:code|combination|pin|passcode|c[oó]digo|codice|zahlencode)\b|密码是/i;
const ASKS_COUNT =
  /\b(?:how (?:many|much)|count|number of|wie ?viele?|anzahl|combien|nombre de|cu[aá]nt[oa]s?|quant[ioea]s?|número de|hoeveel|ile)\b|сколько|多少|几个|幾|いくつ|何(?:個|人|回)|몇/iu;

/** For a prompt that says nothing, and for families whose answers are not right or wrong. */
function byShape(family: KindFamily | null, shape: ReferenceShape, prompt: string): KindName | null {
  if (shape === 'choice') return 'choice';
  if (shape === 'long-text') return prompt === '' ? 'summarization' : null;
  if (prompt === '') return shape === 'short-text' ? 'reasoning.final-answer' : 'math.final-answer';
  if (shape === 'sentence') return family === 'choice' ? 'qa.short-answer' : null;
  const asked = prompt.slice(0, 4000);
  if (runsProgram(family, prompt)) return outputKind(shape, prompt);
  if (shape === 'value') return ASKS_FOR_A_VALUE.test(asked) ? 'code-output' : 'reasoning.final-answer';
  if (shape === 'expression' && family === null) return 'math.final-answer';
  if (shape === 'number' && (/\d/.test(asked) || ASKS_COUNT.test(asked))) return 'math.final-number';
  return 'qa.short-answer';
}
