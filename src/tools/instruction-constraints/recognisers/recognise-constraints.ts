import type { ConstraintReading, StatedConstraint } from '../../../spec/tool.ts';
import { LONGEST_PROMPT, viewPrompt } from '../../../text/prompt/prompt-view.ts';
import { beginAndEndFinders } from './begin-and-end.ts';
import { caseAndLanguageFinders } from './case-and-language.ts';
import { Findings } from './finder.ts';
import { formatFinders } from './format.ts';
import { keywordFinders } from './keywords.ts';
import { layoutFinders } from './layout.ts';
import { lengthFinders } from './length.ts';
import { isOfMaterial, materialOf } from './material.ts';
import { otherLanguages } from './other-languages.ts';
import { wholeAnswerFinders } from './whole-answer.ts';

const FINDERS = [
  ...lengthFinders,
  ...caseAndLanguageFinders,
  ...wholeAnswerFinders,
  ...formatFinders,
  ...beginAndEndFinders,
  ...layoutFinders,
  ...keywordFinders,
  otherLanguages,
];
/** Every wording that is recognised holds one of these, in one of the languages that are read. */
const WORTH_READING =
  /word|sentence|paragraph|part|letter|keyword|term|phrase|line|comma|quot|capital|case|caps|language|asterisk|\*{3}|post ?-?script|placeholder|bullet|highlight|italic|bold|section|json|<<|double ang|my answer is|repeat|finish|end|conclude|hashtag|only in|entirely|no other|mention|includ|avoid|item|emphasi|exclamation|question mark|\bsay\b|\bps\b|\bp\.s| in \p{L}{4}|using only|use only|\blist\b|stanza|verse|acrostic|palabra|frase|oracion|párrafo|minúscula|mayúscula|\bcoma|wört|wort|sätze|absätz|zeile|buchstaben|komma|stichpunkt|\bmots?\b|virgule|majuscule|minuscule|ligne|strophe|parol|virgol|maiuscol|minuscol|palavra|vírgula|maiúscula|parágrafo|linha|antworte|responde|réponds|rispondi|responda/iu;

/**
 * Reads the 25 sorts of IFEval (arXiv 2311.07911) and those of our own out of the wordings in which people state them. Where a number, a word or
 * what it is about cannot be told, nothing is recognised, and the words are left over: a wrong argument is a wrong reward.
 * What a text to be worked on says, and constraints that contradict each other, are `unread`.
 */
export function recogniseConstraints(prompt: string): Required<ConstraintReading> {
  const findings = new Findings();
  if (prompt.length > LONGEST_PROMPT || !WORTH_READING.test(prompt))
    return { constraints: [], companions: [], unread: [] };
  const view = viewPrompt(prompt);
  for (const find of FINDERS) find(view, findings);
  const material = findings.constraints.length > 0 ? materialOf(view) : [];
  const doubtful = findings.constraints.filter(
    (found) =>
      found.spans.some((span) => isOfMaterial(view, span, material)) ||
      findings.constraints.some((other) => contradicts(found, other)),
  );
  return {
    constraints: findings.constraints.filter((found) => !doubtful.includes(found)),
    companions: findings.companions,
    unread: doubtful.flatMap(({ spans }) => spans),
  };
}

/**
 * An answer has one length, one language and one end: a prompt that states two speaks of parts of its answer, and which is meant
 * where cannot be told.
 */
function contradicts(left: StatedConstraint, right: StatedConstraint): boolean {
  if (left.id !== right.id || !SINGLE.test(left.id)) return false;
  const [one, other] = [boundOf(left), boundOf(right)];
  if (one.relation === other.relation) return JSON.stringify(left.kwargs) !== JSON.stringify(right.kwargs);
  const [least, less] = one.relation === 'at least' ? [one.count, other.count] : [other.count, one.count];
  return least >= less;
}

const SINGLE =
  /^(?:length_constraints:number_|detectable_format:|detectable_content:|language:|startend:|combination:|change_case:capital)/;

function boundOf({ kwargs }: StatedConstraint): { relation: unknown; count: number } {
  const count = Object.values(kwargs).find((value) => typeof value === 'number');
  return { relation: kwargs.relation ?? kwargs.capital_relation, count: count ?? 0 };
}
