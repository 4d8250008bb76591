import type { Span } from '../../spec/tool.ts';
import { Findings } from './finder.ts';
import { isOfMaterial, materialOf } from './material.ts';
import { LONGEST_PROMPT, viewPrompt } from './prompt-view.ts';
import type { RecognisedConstraint } from './recognised.ts';
import { beginAndEndFinders } from './sorts/begin-and-end.ts';
import { formatFinders } from './sorts/format.ts';
import { keywordFinders } from './sorts/keywords.ts';
import { lengthFinders } from './sorts/length.ts';
import { wholeAnswerFinders } from './sorts/whole-answer.ts';

const FINDERS = [
  ...lengthFinders,
  ...wholeAnswerFinders,
  ...formatFinders,
  ...beginAndEndFinders,
  ...keywordFinders,
];
/** Every wording that is recognised holds one of these. */
const WORTH_READING =
  /word|sentence|paragraph|part|letter|keyword|term|phrase|line|comma|quot|capital|case|caps|language|asterisk|\*{3}|post ?-?script|placeholder|bullet|highlight|italic|bold|section|json|<<|double ang|my answer is|repeat|finish|end|conclude|hashtag|only in|entirely|no other|mention|includ|avoid|item|emphasi|exclamation|question mark|\bsay\b|\bps\b|\bp\.s| in \p{L}{4}|using only|use only/iu;

/**
 * Reads the 25 sorts of IFEval (arXiv 2311.07911) out of the wordings in which people state them. Where a number, a word or
 * what it is about cannot be told, nothing is recognised, and the words are left over: a wrong argument is a wrong reward.
 * @returns what was found; the words that go with it; and words of a text to be worked on that read like a constraint
 */
export function recogniseConstraints(prompt: string): {
  constraints: readonly RecognisedConstraint[];
  companions: readonly Span[];
  uncertain: readonly Span[];
} {
  const findings = new Findings();
  if (prompt.length > LONGEST_PROMPT || !WORTH_READING.test(prompt)) return { ...findings, uncertain: [] };
  const view = viewPrompt(prompt);
  for (const find of FINDERS) find(view, findings);
  const material = findings.constraints.length > 0 ? materialOf(view) : [];
  const doubtful = findings.constraints.filter(({ spans }) =>
    spans.some((span) => isOfMaterial(view, span, material)),
  );
  return {
    constraints: findings.constraints.filter((found) => !doubtful.includes(found)),
    companions: findings.companions,
    uncertain: doubtful.flatMap(({ spans }) => spans),
  };
}
