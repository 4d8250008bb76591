import type { Span } from '../../../spec/tool.ts';
import type { PromptView } from '../../../text/prompt/prompt-view.ts';
import { amountOf, readQuantity, relationsOf } from '../../../text/prompt/quantity.ts';
import { accompany, asksOfPart, type Finder, type Findings, isNegated, spanOf, WITHIN } from './finder.ts';
import { isWholeLength } from './plain-amount.ts';

const WORDS = new RegExp(`\\b${amountOf('words?')}(?! (?:or|and) (?:phrases|sentences))`, 'g');
const SENTENCES = new RegExp(`\\b${amountOf('sentences?')}`, 'g');
const NOT_LONGER = /(?:\bnot|n't|\bnothing|\bno)\b[^.!?\n]{0,30}\blonger than (\d{1,5}) (words|sentences)/g;
/** "No item may be longer than 10 words". */
const OF_ITEM =
  /\b(?:items?|lines?|sentences?|paragraphs?|bullets?|points?|sections?|entry|entries|titles?|names?|stanzas?|verses?)\b(?=[^.!?\n]*longer)/;
/** "Limit it to 5 sentences". */
const LIMITED = /\b(?:limit\w*|restrict\w*|keep\w*|cap) (?:[\p{L}]{1,14} ){0,4}to $/u;
/** Words that make an amount one of something else: "at least 3 words in capital letters". */
const OF_OTHER_KIND =
  /^ (?:in (?:all |only )?(?:capital|upper|lower|caps|bold|italic|quot|french|german|spanish)|that|which|with|starting|start|beginning|ending|containing|from|per|of|each|long sentence|maximum per|rhym|relat|associat|connected|borrowed|like |such |as |whose|not |other than|spelled|taken|highlighted|italic|bold|meaning|having|a (?:day|page|line|sentence|paragraph)|about themselves)|^-/;
const PARAGRAPH_AMOUNT = new RegExp(
  `\\b${amountOf('(?:different |separate |short )?(?:paragraphs?|parts)')}`,
  'g',
);
const STARS = new RegExp(
  `\\b(?:separat\\w+|divid\\w+|split)${WITHIN}{0,70}?(?:(?<!\\*)\\*\\*\\*(?!\\*)|\\b(?:3|three) (?:asterisks?|aterisks?|stars?)(?: symbols?| signs?)?(?: ?\\(?\\*\\*\\*\\)?)?|markdown dividers?)(?:${WITHIN}{0,30}?(?<!\\*)\\*\\*\\*(?!\\*))?`,
  'g',
);
const STARS_BETWEEN =
  /\b(?:use|using|put|insert|place|add|with) (?:a |the )?(?:markdown divider:? ?)?(?<!\*)\*{3}(?!\*) (?:to (?:separate|divide)|between|as (?:a |the )?(?:markdown )?(?:divider|separator))[^.!?\n]{0,40}/g;
const NEW_LINES = new RegExp(
  `(?:\\b(?:with )?(?:each |every |the |all |paragraphs and only )?paragraphs? (?:(?:should|must) be |is |are |being )?)?\\b(?:(?:separat\\w+|divid\\w+|split)${WITHIN}{0,60}?\\b(?:by|with|using|being)|only paragraph separation being) (?:(?:two|2|double) (?:new ?lines?|line ?breaks?)|(?:a|one) (?:blank|empty) line|blank lines)(?: as if it was \\x01{3,9} in python)?`,
  'g',
);
const NTH =
  /\b(?:the )?(?:very )?(?:(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|\d{1,2}(?:st|nd|rd|th)) paragraph|paragraph (?:number )?(\d{1,2}))(?: of (?:your|the) \w+)? (?:(?:must|should|has to|needs to|shall|will) )?(?:starts?|begins?|starting|beginning) with (?:(?:the )?word )?(\x01{3,60}|[\p{L}\p{N}'-]{1,40})/gu;
const START_NTH =
  /\b(?:start|begin) (?:the )?(?:paragraph (\d{1,2})|(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|\d{1,2}(?:st|nd|rd|th)) paragraph) with (?:(?:the )?word )?(\x01{3,60}|[\p{L}\p{N}'-]{1,40})/gu;
const FIRST_WORD_OF =
  /\b(?:the )?first word of (?:the )?(?:paragraph (\d{1,2})|(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|\d{1,2}(?:st|nd|rd|th)) paragraph) (?:must|should|has to|is to|needs to) be (?:the word )?(\x01{3,60}|[\p{L}\p{N}'-]{1,40})/gu;
const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');

const words: Finder = (view, findings) =>
  bounds(view, findings, WORDS, 'length_constraints:number_words', 'num_words');

const sentences: Finder = (view, findings) =>
  bounds(view, findings, SENTENCES, 'length_constraints:number_sentences', 'num_sentences');

function bounds(view: PromptView, findings: Findings, pattern: RegExp, id: string, name: string): void {
  for (const match of view.text.matchAll(NOT_LONGER)) {
    if (!match[2]?.startsWith(name.slice(4, 7)) || OF_ITEM.test(match[0])) continue;
    findings.add(id, { relation: 'less than', [name]: Number(match[1]) + 1 }, spanOf(match));
  }
  for (const match of view.text.matchAll(pattern)) {
    const [start, end] = spanOf(match);
    const given = readQuantity(match[0]);
    const before = sentenceBefore(view, start);
    const quantity = given?.bare && LIMITED.test(before) ? { most: given.most ?? 0 } : given;
    const whole = name === 'num_sentences' && quantity?.bare && isWholeLength(view.text, start, end);
    if (!quantity || (quantity.bare && !whole) || OF_OTHER_KIND.test(view.text.slice(end, end + 30)))
      continue;
    if (asksOfPart(view, [start, end]) || isNegated(view, start)) continue;
    if (
      /\blonger than $|\b(?:the|these|those|about|around|following|than|approximately|roughly) $|\bthen\b|summary of it|\b(?:highlight|italici[sz]e|emphasi[sz]e|bold)(?:ing)? $/.test(
        before,
      )
    )
      continue;
    for (const { relation, count } of relationsOf(quantity))
      findings.add(id, { relation, [name]: count }, [start, end]);
  }
}

function sentenceBefore(view: PromptView, start: number): string {
  return (
    view.text
      .slice(Math.max(0, start - 120), start)
      .split(/[.!?\n]/)
      .at(-1) ?? ''
  );
}

/** Paragraphs between `***`, or with one whose first word is given. An amount alone fits neither of IFEval's two sorts. */
const paragraphs: Finder = (view, findings) => {
  if (!/paragraph|parts/.test(view.text)) return;
  const amounts = [...view.text.matchAll(PARAGRAPH_AMOUNT)].flatMap((match) => {
    const quantity = readQuantity(match[0]);
    const exact = quantity && quantity.least === quantity.most ? quantity.least : undefined;
    return exact === undefined ? [] : [{ count: exact, span: spanOf(match) }];
  });
  const [amount] = amounts;
  if (!amount || amounts.some(({ count }) => count !== amount.count)) return;
  const spans = amounts.map(({ span }) => span);
  const stars = [...view.text.matchAll(STARS), ...view.text.matchAll(STARS_BETWEEN)].map(spanOf);
  const firsts = firstWords(view, amount.count);
  if (stars.length > 0 && firsts.length === 0) {
    findings.add(
      'length_constraints:number_paragraphs',
      { num_paragraphs: amount.count },
      ...spans,
      ...stars,
    );
    return;
  }
  if (stars.length > 0) return;
  for (const { nth, word, span } of firsts) {
    const kwargs = { num_paragraphs: amount.count, nth_paragraph: nth, first_word: word };
    findings.add('length_constraints:nth_paragraph_first_word', kwargs, ...spans, span);
    accompany(view, findings, NEW_LINES);
  }
};

function firstWords(view: PromptView, count: number): { nth: number; word: string; span: Span }[] {
  const matches = [
    ...[...view.text.matchAll(NTH)].map((match) => ({ match, name: match[1] ?? match[2] ?? '' })),
    ...[...view.text.matchAll(START_NTH), ...view.text.matchAll(FIRST_WORD_OF)].map((match) => ({
      match,
      name: match[1] ?? match[2] ?? '',
    })),
  ];
  return matches.flatMap(({ match, name }) => {
    const ordinal = ORDINALS.indexOf(name) + 1;
    const nth = /^(?:last|final)$/.test(name) ? count : ordinal || Number.parseInt(name, 10);
    const span = spanOf(match);
    const written = view.folded.slice(span[1] - match[3]!.length, span[1]).replaceAll(/^["'`]|["'`]$/g, '');
    const fits = nth >= 1 && nth <= count && !/\s/.test(written) && written !== '';
    return fits ? [{ nth, word: written.replace(/[.,]$/, ''), span }] : [];
  });
}

export const lengthFinders: readonly Finder[] = [words, sentences, paragraphs];
