import type { PromptView } from '../../../text/prompt/prompt-view.ts';
import { amountOf, readQuantity, relationsOf } from '../../../text/prompt/quantity.ts';
import { asksOfPart, type Finder, isNegated, spanOf } from './finder.ts';
import { BETWEEN, NOT, readTimes, TIMES } from './times.ts';

const LETTER = '(?:letter )(\\x01{3}|[a-z#](?![\\p{L}\\p{N}]))';
const LETTER_COUNTED = new RegExp(`\\b${LETTER}${BETWEEN} (${TIMES})`, 'gu');
const LETTER_FORBIDDEN = new RegExp(
  `\\b${NOT} (?:(?:us(?:e|ing)|includ\\w+|contain\\w*|writ\\w+|have|having) )?(?:any words? (?:with|containing) )?the ${LETTER}(?: whatsoever| at all| anywhere)?`,
  'gu',
);
const MARKS = new RegExp(`\\b(${amountOf('(exclamation|question) (?:marks?|points?)')})`, 'gu');
const HASHTAGS = new RegExp(
  `\\b(${amountOf('hashtags?')})(?:,? (?:each )?starting with (?:\\x01{3}|#))?`,
  'gu',
);

/** Letters, and marks that are counted as letters are. */
export const letters: Finder = (view, findings) => {
  const { text } = view;
  if (/letter/.test(text)) {
    for (const match of text.matchAll(LETTER_COUNTED)) {
      const span = spanOf(match);
      const quantity = readTimes(match[2]!);
      if (!quantity || asksOfPart(view, span)) continue;
      for (const { relation, count } of relationsOf(quantity))
        findings.add('keywords:letter_frequency', letterOf(view, match, relation, count), span);
    }
    for (const match of text.matchAll(LETTER_FORBIDDEN)) {
      const span = spanOf(match);
      if (new RegExp(`^ (?:more|less|${TIMES})`).test(text.slice(span[1], span[1] + 40))) continue;
      if (!asksOfPart(view, span))
        findings.add('keywords:letter_frequency', letterOf(view, match, 'less than', 1), span);
    }
  }
  for (const match of /(?:mark|point)s?\b/.test(text) ? text.matchAll(MARKS) : []) {
    const quantity = readQuantity(match[1]!);
    if (!quantity || quantity.bare || asksOfPart(view, spanOf(match)) || isNegated(view, match.index))
      continue;
    for (const { relation, count } of relationsOf(quantity)) {
      const letter = match[2] === 'question' ? '?' : '!';
      const kwargs = { letter, let_relation: relation, let_frequency: count };
      findings.add('keywords:letter_frequency', kwargs, spanOf(match));
    }
  }
  if (!text.includes('hashtag')) return;
  for (const match of text.matchAll(HASHTAGS)) {
    const quantity = readQuantity(match[1]!);
    if (!quantity || quantity.bare || asksOfPart(view, spanOf(match))) continue;
    for (const { relation, count } of relationsOf(quantity)) {
      const kwargs = { letter: '#', let_relation: relation, let_frequency: count };
      findings.add('keywords:letter_frequency', kwargs, spanOf(match));
    }
  }
};

function letterOf(view: PromptView, match: RegExpExecArray, relation: string, count: number) {
  const at = match.index + match[0].indexOf(match[1]!, match[0].indexOf('letter ') + 7);
  const written = view.folded.slice(at, at + match[1]!.length);
  const letter = written.length === 3 ? written[1]! : written;
  return { letter, let_relation: relation, let_frequency: count };
}
