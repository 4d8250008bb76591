import type { Span } from '../../../spec/tool.ts';
import { detectableLanguages } from '../../../text/language.ts';
import { languageOfName } from '../../../text/language-names.ts';
import type { PromptView } from '../../../text/prompt/prompt-view.ts';
import { amountOf, readQuantity, relationsOf } from '../../../text/prompt/quantity.ts';
import { accompany, asksOfPart, type Finder, isNegated, spanOf } from './finder.ts';

const LOWER =
  /\b(?:english,? (?:and )?(?:in )?(?:all |only )?lower ?-?cased?(?: letters)?|no upper ?-?case(?: letters)?|(?:only|use|using) (?:only )?lower ?-?case(?: english)? letters|in (?:all |only |entirely )?lower ?-?cases?(?: letters)?|(?:all|only|entirely|use only|be) lower ?-?cased?(?: letters?)?(?: only)?|all (?:of )?(?:the |your )?letters(?: in your \w+)?(?: must| should)?(?: be| are)?(?: in)? ?lower ?-?cased?(?: letters)?|(?:with )?all letters lower ?-?cased?|(?:have |using |use |contain )?no capital(?: letters|s)?(?: (?:are )?allowed)?|without (?:using |the use of )?(?:any )?(?:capital|uppercase)(?: letters|s)?|(?:don't|do not) use (?:any )?(?:capital|uppercase)(?: letters|s)?|lowercase(?: letters)? only)(?![\p{L}])/gu;
const UPPER =
  /\b(?:english,? (?:and )?(?:in )?(?:all |only )?(?:capital|upper ?-?case)(?: letters)?|in (?:all |only |entirely )?(?:the )?(?:capital|capitalized|upper ?-?case)s?(?: letters)?(?: only)?|(?:in )?all[ -](?:caps|capitals|capital letters|uppercase)(?: letters)?|only (?:capital|uppercase) letters|capital letters only|capitali[sz]e (?:every letter|all (?:of )?(?:the |your )?(?:letters|words)|every word in full)|no lower ?case letters?(?: (?:are )?allowed)?|not a single word[^.!?\n]{0,40} lower ?case(?: letters)?|without (?:any )?lowercase(?: letters)?)(?![\p{L}])/gu;
const CAPITAL_WORDS = new RegExp(
  `\\b(${amountOf('words?')}) (?:in|with|written in) (?:all )?(?:capital letters?|capitals|caps|uppercase(?: letters)?)|\\bwords? (?:in|with|written in) (?:all )?(?:capital letters?|capitals|caps|uppercase(?: letters)?)(?: (?:should|must|can|to))?(?: (?:appear|be used|occur))? (?:for )?(${amountOf('times?')})`,
  'g',
);
const WITH_LANGUAGE =
  /\b(?:use|using|with) (?:only|solely|just|exclusively) (?:the )?(\p{L}{4,20})(?: language)?(?![\p{L}])/gu;
const IN_LANGUAGE =
  /\b(?:(entirely|completely|only|fully|exclusively|all|solely) )?(?:be )?(?:(entirely|completely|only|fully|exclusively|solely) )?in (?:(entirely|only) )?(?:the )?(\p{L}{4,20})(?: language)?(?: (only))?(?![\p{L}])/gu;
const NO_OTHER = /,? ?(?:and )?no other languages? (?:is|are) (?:allowed|permitted)/g;
const LANGUAGE_ASKED =
  /\b(?:response|answer|reply|output|respond|write it|make sure it is|should be|must be|be written|reply|answer)\b[^.!?\n]{0,40}$|^\s*(?:please )?(?:respond|answer|reply|write)\b[^.!?\n]{0,10}$/;
/** "Write a poem in Korean." */
const WRITES_IN =
  /^(?:please )?(?:can you |could you )?(?:write|give|create|compose|draft|tell|generate)\b(?!.*\babout\b)[^.!?\n]{0,60}\b(?:poem|letter|essay|story|song|email|haiku|limerick|riddle|joke|article|post|speech|note|summary|list|rap|answer|response)s? $/;

const letterCase: Finder = (view, findings) => {
  if (!/capital|case|caps\b/.test(view.text)) return;
  for (const match of view.text.matchAll(CAPITAL_WORDS)) {
    const quantity = readQuantity(match[1] ?? match[2] ?? '');
    if (!quantity || quantity.bare || isNegated(view, match.index)) continue;
    for (const { relation, count } of relationsOf(quantity)) {
      const kwargs = { capital_relation: relation, capital_frequency: count };
      findings.add('change_case:capital_word_frequency', kwargs, spanOf(match));
    }
  }
  if (findings.has('change_case:capital_word_frequency')) return;
  const lower = [...view.text.matchAll(LOWER)].map(spanOf);
  const upper = [...view.text.matchAll(UPPER)].map(spanOf);
  const usableLower = lower.filter((span) => !ofPart(view, span) && !isNegated(view, span[0]));
  const usableUpper = upper.filter((span) => !ofPart(view, span) && !isNegated(view, span[0]));
  if (usableLower.length > 0 && usableUpper.length > 0) return;
  if (usableLower.length > 0) {
    findings.add('change_case:english_lowercase', {}, ...usableLower);
    accompany(view, findings, /\blowercase letters\b/g);
  }
  if (usableUpper.length > 0) findings.add('change_case:english_capital', {}, ...usableUpper);
};

function ofPart(view: PromptView, span: Span): boolean {
  return (
    asksOfPart(view, span) ||
    /\b(?:word|name|letter of|key)s? $/.test(view.text.slice(Math.max(0, span[0] - 12), span[0]))
  );
}

const language: Finder = (view, findings) => {
  if (!/ in |^in /.test(view.text)) return;
  const cased = findings.constraints.find(({ id }) => id.startsWith('change_case:english'));
  for (const match of view.text.matchAll(IN_LANGUAGE)) {
    const code = languageOfName(match[4]!);
    if (!code) continue;
    const span = spanOf(match);
    const sentence =
      view.text
        .slice(Math.max(0, span[0] - 160), span[0])
        .split(/[.!?\n]/)
        .at(-1) ?? '';
    const rest = view.text.slice(span[1], span[1] + 90);
    const only = match[1] ?? match[2] ?? match[3] ?? match[5];
    const whole =
      only !== undefined ||
      /no other languages?/.test(rest) ||
      LANGUAGE_ASKED.test(sentence) ||
      (WRITES_IN.test(sentence.trimStart()) && (/language/.test(match[0]) || /^[.,;!?\n]|^$/.test(rest)));
    if (cased && code === 'en') findings.companions.push(span);
    if (/\b(?:translat|word|phrase|term|title|name)\w*/.test(sentence)) continue;
    if (whole && !cased && detectableLanguages().includes(code) && !isNegated(view, span[0])) {
      findings.add('language:response_language', { language: code }, span);
      accompany(view, findings, NO_OTHER);
    }
  }
};

const onlyLanguage: Finder = (view, findings) => {
  for (const match of view.text.matchAll(WITH_LANGUAGE)) {
    const code = languageOfName(match[1]!);
    if (!code || !detectableLanguages().includes(code) || isNegated(view, match.index)) continue;
    findings.add('language:response_language', { language: code }, spanOf(match));
    accompany(view, findings, NO_OTHER);
  }
};

/** The order matters: the finder of letter case also takes the words "in English" that go with it. */
export const caseAndLanguageFinders: readonly Finder[] = [letterCase, language, onlyLanguage];
