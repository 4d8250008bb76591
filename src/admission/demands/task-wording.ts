import type { Example } from './demand.ts';

/** Verbs at the start of a sentence or clause that usually ask for a result that follows from the given data. */
const DERIVING = words(
  'abbreviate add append prepend anonymi[sz]e apply arrange balance calculate capitali[sz]e change classify collect combine complete compute convert',
  'copy correct count decode delete drop double halve mask decompose decrypt deduplicate determine differentiate divide encode encrypt evaluate expand',
  'express extract factor factori[sz]e fill filter fix format group identify insert integrate intersect join label list',
  'map match merge multiply normali[sz]e number order parse put rank rearrange redact remove reorder repeat replace',
  'reformat rename renumber reverse rotate round scale shift simplify solve sort spell split subtract sum swap tag transform transpose trim turn',
  'unscramble work translate',
);
const QUESTION = words('what which who whose when where how');
/** A question word behind `and` or a comma may also begin a relative clause: `a row whose first cell is Total`. */
const ASKING = '(?:^|[.!?:;\\n])\\s*';
const BEGINNING = '(?:^|[.!?:;,\\n]|\\b(?:and|then|please|to|should|must|first|now|you|task))\\s*';
/** Rewriting in a given form leaves one answer; rewriting in other words leaves many. */
const REFORMING =
  'rewrite\\b(?=[^.\\n]{0,60}\\b(?:in|as|into|to|with) (?:\\w+ ){0,3}(?:form|format|notation|order|case|digits|numerals?|letters)\\b)';
const DEFINITE =
  '(?:find|name|state|give|return|output|print|write|report|show|tell)(?: me)? (?:the|each|every|all|its|their|them)';
const CLOSED = new RegExp(
  `${BEGINNING}(?:(?:${DERIVING})\\b|${REFORMING}|${DEFINITE}\\b)|${ASKING}(?:${QUESTION})\\b|\\broman numerals?\\b`,
  'i',
);

/** Words that ask for something that may be one of many. */
const INVENTING = words(
  'compose create invent imagine suggest propose design draft describe explain discuss summari[sz]e paraphrase rephrase',
  'brainstorm generate plan story poem haiku limerick essay slogan tagline acrostic caption possible',
);
const COUNTED = 'a|an|any|one|some|several|two|three|four|five|six|seven|eight|nine|ten|\\d+';
const GIVING = words(
  'write find give name list choose pick provide produce return state make output build construct',
);
/** Nouns for the form of a response. Asking for such a form does not mean that many answers are right. */
const FORM =
  '(?: single| sorted| comma-separated| space-separated| markdown| json| csv| yaml| plain| flat| numbered| bulleted| new| valid)* (?:list|table|json|object|array|number|integer|line|row|column|csv|yaml|string|word|mapping|dictionary|per)';
const OPEN = new RegExp(
  [
    `\\b(?:${INVENTING})\\b`,
    `\\b(?!${REFORMING})rewrite\\b`,
    `\\b(?:${GIVING})\\b[^.;:\\n]{0,40}\\babout\\b`,
    '\\b(?:come up with|make up|your own|examples? of|any valid|a valid|regular expression|functions?|programs?|scripts?|quer(?:y|ies))\\b',
    '\\b(?:a|one|single|each) sentence\\b',
    `\\b(?:${GIVING}) (?:me |us )?(?:exactly |at least |at most |up to )?(?:${COUNTED})\\b(?!${FORM}\\b)`,
    '\\btranslate (?:the|this|each|these) (?:following )?(?:sentence|text|paragraph|phrase)',
  ].join('|'),
  'i',
);
const OPEN_SHARE = 0.5;

/** @returns whether the words of the prompts ask for a single right answer */
export function asksForOneAnswer(examples: readonly Example[]): boolean {
  return examples.every(({ prompt }) => CLOSED.test(prompt)) && !leavesOpen(examples);
}

/** @returns whether prompts ask for something that may be one of many */
function leavesOpen(examples: readonly Example[]): boolean {
  return examples.filter(({ prompt }) => OPEN.test(prompt)).length >= OPEN_SHARE * examples.length;
}

function words(...lines: readonly string[]): string {
  return lines.join(' ').replaceAll(' ', '|');
}
