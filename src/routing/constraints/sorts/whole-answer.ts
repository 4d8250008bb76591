import type { Span } from '../../../spec/tool.ts';
import { detectableLanguages } from '../../../text/language.ts';
import { languageOfName } from '../../../text/language-names.ts';
import { accompany, asksOfPart, type Finder, isNegated, spanOf, WITHIN } from '../finder.ts';
import type { PromptView } from '../prompt-view.ts';
import { amountOf, readQuantity, relationsOf } from '../quantity.ts';

const NO_COMMA =
  /(?:\b(?:not|no|without|avoid|refrain from|never|zero)\b|n't\b)(?: (?:ever|be|to|the|use|uses|using|used|usage|of|include|includes|including|contain|contains|containing|have|having|add|adding|write|writing|put|putting|employ|employing|insert|any|a|single|even|one|all|want|see|need|there|in|your|entire|whole|response|answer|reply)){0,7} commas?\b(?! splice| separated|-separated)(?: (?:is|are) (?:allowed|permitted))?|\bcommas? (?:(?:is|are) (?:not (?:allowed|permitted|to be used)|forbidden|prohibited)|(?:should|must|may) not (?:be used|appear|be present))/g;
const DOUBLE = 'double[ -]?quot(?:ation|e)s?(?: marks?| symbols?)?';
const QUOTATION = new RegExp(
  `\\b(?:(?:wrap(?:ped|ping)?|put|enclosed?|surround(?:ed)?|placed?|quoted?|contained|begin and end|start and end)${WITHIN}{0,60}? (?:in|with|inside|within|by|between) ${DOUBLE}|(?:put|place|use|add) ${DOUBLE} around${WITHIN}{0,50}?(?:response|answer|reply|output|everything|it|text)\\b|(?:response|answer|reply|output) ${WITHIN}{0,30}?(?:in|with|inside|within|by) ${DOUBLE})`,
  'g',
);
const WHOLE = /\b(?:response|answer|reply|output|everything|it|text|whole|entire|letter|email|essay)\b/;
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
const SIX = /(?<!\*)\*{6}(?!\*)|\b(?:6|six) (?:asterisks?|stars?)(?: symbols?| marks?| signs?)?/;
const TWO = new RegExp(
  `(?:\\b(?:(?:please )?(?:give|write|provide|generate)(?: me)? )?(?:exactly )?(?:two|2) (?:\\w+ )?(?:responses|answers|versions|alternatives|replies)[^!?\\n]{0,50}?)?\\bseparat\\w*${WITHIN}{0,70}?(?:\\b(?:6|six) (?:asterisks?|stars?)(?: symbols?| marks?| signs?)?(?:[ :,(]{0,3}\\*{6}(?!\\*)\\)?)?|(?<!\\*)\\*{6}(?!\\*))`,
  'g',
);
const TWO_HINTS = [
  /^ {0,3}\*{6} *$/gm,
  /\b(?:in other words,? )?(?:your|the) (?:response|answer) should have the following form:?/g,
];
const POSTSCRIPT =
  /\b(?:at the (?:very )?end(?: of (?:your|the) (?:response|answer|reply|letter|email))?,? (?:please )?)?(?:(?:please )?(?:explicitly )?(?:add|include|write|end)[^.!?\n]{0,20} )?(?:a )?(?:post ?-?script|note|ps)\b[^.!?\n]{0,40}?(?:start(?:s|ing)?|begin(?:s|ning)?|marked|indicated) (?:with|by) (\x01{4,12}|p[.\x02] ?(?:p[.\x02] ?)?s[.\x02]?)(?: (?:at the end|to the end)(?: of (?:your|the) \w+)?)?/g;
const BARE_POSTSCRIPT =
  /\b(?:add|include|write|end with) (?:a |the )?(\x01{4,12}|p[.\x02] ?(?:p[.\x02] ?)?s[.\x02]?)(?: (?:at|to|in) the (?:very )?end(?: of (?:your|the) \w+)?)?(?![\p{L}])/gu;
const PLACEHOLDERS = new RegExp(
  `\\b(${amountOf('placeholders?')})(?: in (?:the|your) \\w+)?(?:,? ?\\(?(?:(?:that are |which are )?(?:represented|marked|indicated|shown|enclosed|written) (?:by|in|with) (?:square )?brackets?|(?:in|with) square brackets?)?,? ?(?:(?:such as|like|for example|i\\x02e[.\\x02]?|i\\.e\\.?|e\\x02g[.\\x02]?)[,:]? ?(?:\\[[^\\]\\n]{1,40}\\](?:, (?:and )?| and |,? or )?){1,6})?\\)?)`,
  'g',
);
const PLACEHOLDER_HINTS = [
  /\buse square brackets for (?:the )?placeholders?(?:,? (?:like|such as) (?:\[[^\]\n]{1,40}\](?:, (?:and )?)?){1,6})?/g,
  /\buse placeholders to represent [^.!?\n]{1,60}/g,
];

const commas: Finder = (view, findings) => {
  if (!view.text.includes('comma')) return;
  for (const match of view.text.matchAll(NO_COMMA)) findings.add('punctuation:no_comma', {}, spanOf(match));
};

const quotation: Finder = (view, findings) => {
  if (!/double[ -]?quot/.test(view.text)) return;
  for (const match of view.text.matchAll(QUOTATION)) {
    if (!WHOLE.test(match[0]) || isNegated(view, match.index)) continue;
    if (/\b(?:each|every|title|word|name|quote)\b/.test(match[0])) continue;
    findings.add('startend:quotation', {}, spanOf(match));
  }
};

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

const twoResponses: Finder = (view, findings) => {
  if (
    !SIX.test(view.text) ||
    /\b(?:three|four|five|3|4|5) (?:\w+ )?(?:responses|answers|versions|alternatives)/.test(view.text)
  )
    return;
  const spans = [...view.text.matchAll(TWO)]
    .map(spanOf)
    .filter(([start, end]) => SIX.test(view.text.slice(start, end)));
  if (spans.length === 0) return;
  findings.add('combination:two_responses', {}, ...spans);
  accompany(view, findings, ...TWO_HINTS);
};

const postscript: Finder = (view, findings) => {
  if (!/post ?-?script|\bp[.\x02] ?(?:p[.\x02] ?)?s\b|\bps\b/.test(view.text)) return;
  for (const match of [...view.text.matchAll(POSTSCRIPT), ...view.text.matchAll(BARE_POSTSCRIPT)]) {
    const marker = view.folded.slice(match.index, match.index + match[0].length);
    if (isNegated(view, match.index)) continue;
    const twice = /p\. ?p\. ?s\b/.test(marker);
    if (twice || /p\. ?s\b/.test(marker))
      findings.add(
        'detectable_content:postscript',
        { postscript_marker: twice ? 'P.P.S' : 'P.S.' },
        spanOf(match),
      );
  }
};

const placeholders: Finder = (view, findings) => {
  if (!view.text.includes('placeholder')) return;
  if (!/\bbrackets?\b|\[[^\]\n]{1,40}\]/.test(view.text)) return;
  for (const match of view.text.matchAll(PLACEHOLDERS)) {
    const quantity = readQuantity(match[1]!);
    if (!quantity || quantity.least === undefined || quantity.most !== undefined) continue;
    if (isNegated(view, match.index) || asksOfPart(view, spanOf(match))) continue;
    findings.add(
      'detectable_content:number_placeholders',
      { num_placeholders: quantity.least },
      spanOf(match),
    );
    accompany(view, findings, ...PLACEHOLDER_HINTS);
  }
};

export const wholeAnswerFinders: readonly Finder[] = [
  commas,
  quotation,
  letterCase,
  language,
  onlyLanguage,
  twoResponses,
  postscript,
  placeholders,
];
