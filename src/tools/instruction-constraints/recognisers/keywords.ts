import { type PromptView, unquoted } from '../../../text/prompt/prompt-view.ts';
import { relationsOf } from '../../../text/prompt/quantity.ts';
import { asksOfPart, type Finder, isNegated, spanOf } from './finder.ts';
import { letters } from './letters.ts';
import { asPattern, readTerms, TERM, TERMS } from './terms.ts';
import { BETWEEN, NOT, readTimes, TIMES } from './times.ts';

const NOUN = '(?:key ?words?|words?|terms?|phrases?)';

const COUNTED = new RegExp(`\\b${NOUN} (${TERM})(?:,)?${BETWEEN} (${TIMES})`, 'gu');
const QUOTED_COUNTED = new RegExp(
  `\\b(?:mention|use|include|say|write|repeat|using|mentioning|including|uses|includes|mentions) (\\x01{3,80}) (${TIMES})`,
  'gu',
);
const INCLUDED = new RegExp(
  `\\b(?:includ(?:e|es|ing)|contain(?:s|ing)?|us(?:e|es|ing)|mention(?:s|ing)?|has|have|features?|incorporat(?:e|es|ing)|add) (?:both |all (?:of )?)?(?:the |these |this )?(?:following |specific |exact )?(?:${NOUN}|line|items|sentence): ?(${TERMS})|\\b(?:includ(?:e|es|ing)|contain(?:s|ing)?|us(?:e|es|ing)|mention(?:s|ing)?|has|have|features?|incorporat(?:e|es|ing)|add) (?:both |all (?:of )?)?(?:the )?(?:following |specific |exact )?(?:${NOUN}|line) \\[?(${TERMS})\\]?`,
  'gu',
);
const MUST_APPEAR = new RegExp(
  `\\b(?:the )?${NOUN} (${TERMS}) (?:should|must|need to|needs to|has to|have to) (?:appear|be (?:included|used|mentioned|present|in))(?: (?:in|anywhere in|somewhere in) (?:your|the) (?:entire |whole )?\\w+)?(?! (?:at|for|exactly|less|more|no|once|twice|\\d))`,
  'gu',
);
const FORBIDDEN = new RegExp(
  `\\b${NOT} (?:ever |also |please )?(?:the use of |use of )?(?:(?:includ\\w+|us(?:e|ing)|mention\\w*|say(?:ing)?|contain\\w*|writ\\w+|have|having|employ\\w*) )?(?:any of |either of )?(?:the |these )?(?:following )?${NOUN}:? \\[?(${TERMS})\\]?`,
  'gu',
);
const FORBIDDEN_QUOTED = new RegExp(
  `\\b${NOT} (?:ever |please )?(?:includ\\w+|us(?:e|ing)|mention\\w*|say(?:ing)?|contain\\w*|writ\\w+) (?:the )?(\\x01{3,80}(?:(?:,? (?:and|or) |, )\\x01{3,80}){0,9})`,
  'gu',
);
const FORBIDDEN_PASSIVE = new RegExp(
  `\\bthe ${NOUN} (${TERMS}) (?:cannot|can't|should not|shouldn't|must not|mustn't|may not) (?:appear|be (?:included|used|mentioned|present|in|anywhere))(?: (?:in|anywhere in) (?:your|the) (?:entire |whole )?\\w+)?`,
  'gu',
);
const IN_ANSWER =
  /^ (?:in|throughout|anywhere in|within) (?:your|the) (?:entire |whole )?(?:response|answer|reply|output)/;
const INCLUDED_QUOTED =
  /\b(?:include|mention|including|mentioning) (\x01{3,80}(?:(?:,? (?:and|or) |, )\x01{3,80}){0,9})(?: as keywords?)?(?: (?:in|somewhere in|anywhere in) (?:your|the) (?:entire |whole )?\w+)?/gu;

/** Amounts first: "the word x at least twice" is no wish for the word alone. */
const frequencies: Finder = (view, findings) => {
  for (const match of [...view.text.matchAll(COUNTED), ...view.text.matchAll(QUOTED_COUNTED)]) {
    const span = spanOf(match);
    const quantity = readTimes(match[2]!);
    const at = match.index + match[0].indexOf(match[1]!);
    const [term] = readTermsLoosely(view, at, at + match[1]!.length);
    if (!quantity || term === undefined || asksOfPart(view, span) || isNegated(view, span[0])) continue;
    for (const { relation, count } of relationsOf(quantity))
      findings.add('keywords:frequency', { keyword: asPattern(term), relation, frequency: count }, span);
  }
};

const existence: Finder = (view, findings) => {
  for (const match of [INCLUDED, MUST_APPEAR, INCLUDED_QUOTED].flatMap((pattern) => [
    ...view.text.matchAll(pattern),
  ])) {
    const span = spanOf(match);
    const listed = match[1] ?? match[2] ?? '';
    const at = match.index + match[0].lastIndexOf(listed);
    if (isNegated(view, span[0]) || asksOfPart(view, span)) continue;
    if (findings.constraints.some(({ spans }) => spans.some(([from, to]) => from < span[1] && span[0] < to)))
      continue;
    if (new RegExp(`^,?${BETWEEN} ${TIMES}`, 'u').test(view.text.slice(span[1], span[1] + 120))) continue;
    const read = readTerms(view, at, at + listed.length);
    if (read)
      findings.add('keywords:existence', { keywords: read.terms.map(asPattern) }, [
        span[0],
        read.end < at + listed.length ? read.end : span[1],
      ]);
  }
};

const forbidden: Finder = (view, findings) => {
  const { text } = view;
  const matches = [FORBIDDEN, FORBIDDEN_QUOTED, FORBIDDEN_PASSIVE].flatMap((pattern) => [
    ...text.matchAll(pattern),
  ]);
  for (const match of matches) {
    const listed = match[1]!;
    const at = match.index + match[0].lastIndexOf(listed);
    const start = match.index;
    const read = readTerms(view, at, at + listed.length);
    if (!read || asksOfPart(view, spanOf(match))) continue;
    const end = read.end < at + listed.length ? read.end : start + match[0].length;
    const rest = text.slice(end, end + 80);
    if (new RegExp(`^,?${BETWEEN} ${TIMES}`, 'u').test(rest)) continue;
    const tail = IN_ANSWER.exec(rest)?.[0].length ?? 0;
    findings.add('keywords:forbidden_words', { forbidden_words: read.terms.map(asPattern) }, [
      start,
      end + tail,
    ]);
  }
};

function readTermsLoosely(view: PromptView, start: number, end: number): string[] {
  const term = unquoted(view, start, end)
    .trim()
    .replace(/[.,;:]$/, '');
  const bare = view.text[start] !== '\x01';
  return term === '' || (bare && /^(?:in|that|with|of|the|a|count|limit|should|must|for)$/.test(term))
    ? []
    : [term];
}

export const keywordFinders: readonly Finder[] = [letters, frequencies, forbidden, existence];
