import { amountOf, readQuantity } from '../../../text/prompt/quantity.ts';
import { accompany, asksOfPart, type Finder, isNegated, spanOf, WITHIN } from './finder.ts';

const NO_COMMA =
  /(?:\b(?:not|no|without|avoid|refrain from|never|zero)\b|n't\b)(?: (?:ever|be|to|the|use|uses|using|used|usage|of|include|includes|including|contain|contains|containing|have|having|add|adding|write|writing|put|putting|employ|employing|insert|any|a|single|even|one|all|want|see|need|there|in|your|entire|whole|response|answer|reply)){0,7} commas?\b(?! splice| separated|-separated)(?: (?:is|are) (?:allowed|permitted))?|\bcommas? (?:(?:is|are) (?:not (?:allowed|permitted|to be used)|forbidden|prohibited)|(?:should|must|may) not (?:be used|appear|be present))/g;
const DOUBLE = 'double[ -]?quot(?:ation|e)s?(?: marks?| symbols?)?';
const QUOTATION = new RegExp(
  `\\b(?:(?:wrap(?:ped|ping)?|put|enclosed?|surround(?:ed)?|placed?|quoted?|contained|begin and end|start and end)${WITHIN}{0,60}? (?:in|with|inside|within|by|between) ${DOUBLE}|(?:put|place|use|add) ${DOUBLE} around${WITHIN}{0,50}?(?:response|answer|reply|output|everything|it|text)\\b|(?:response|answer|reply|output) ${WITHIN}{0,30}?(?:in|with|inside|within|by) ${DOUBLE})`,
  'g',
);
const WHOLE = /\b(?:response|answer|reply|output|everything|it|text|whole|entire|letter|email|essay)\b/;
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
  twoResponses,
  postscript,
  placeholders,
];
