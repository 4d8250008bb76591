import type { Span } from '../../../spec/tool.ts';
import { type PromptView, unquoted } from '../../../text/prompt/prompt-view.ts';
import { accompany, asksOfPart, type Finder, isNegated, spanOf } from './finder.ts';

const ENDS =
  /(?:\b(?:finish|end|conclude|clos)(?:e|es|s|ing)?(?: (?:your|the|this|it|off))?(?: (?:entire |whole |very )?\p{L}{1,14})? (?:with|by saying|with saying|saying)|\b(?:the )?(?:very )?(?:end|last words|last sentence|last line) of (?:your|the) (?:entire |whole )?\p{L}{1,14} (?:should|must|needs to|has to) (?:read|be|say))(?: exactly)?(?: (?:this|the|these))?(?: (?:exact|following|very same|specific))?(?: exact)?(?: (?:phrase|sentence|words?|line|statement|question))?(?: of)?:?\s{0,3}(\x01{4,300})/gu;
const ENDS_BARE =
  /\b(?:finish|end|conclude) (?:(?:your|the|this) (?:entire |whole )?\p{L}{1,14} )?with (?:the|this) exact (?:phrase|sentence|words)(?: of)?:? ([^\x01\n"]{3,160}?)(?=(?:[.,]? ?(?:and )?no (?:other|additional|further|more) words?\b[^\n]{0,60})?$)/gu;
/** "Finish the song with:" and the phrase on a line of its own. */
const ENDS_BLOCK =
  /\b(?:finish|end|conclude) (?:(?:your|the|this) (?:entire |whole )?\p{L}{1,14} )?with(?: (?:exactly|this phrase|the phrase|this sentence))?: *\n\s{0,4}([^\n\x01]{2,160})(?=\n|$)/gu;
const NO_MORE = [
  /,? ?(?:\b(?:and|with|there should be) )?(?:no|not any) (?:other |additional |further |more )?(?:words?|text|sentences?)(?: or \w+)? (?:should |must |may |can )?(?:follow|come after|be (?:after|added)|after)(?:ing|s)?(?: (?:this|that|the|it))?(?: (?:phrase|statement|sentence|word|words|line|question))?(?: \x01{3,80})?/gu,
  /,? ?\b(?:do not|don't) (?:add|write|say|include) (?:any ?thing|any(?: other| more)? (?:words?|text))(?: else)? after (?:it|this|that|the phrase|the sentence)(?: phrase)?/gu,
];
const REPEAT =
  /\b(?:repeat|repleat)\b[^.!?\n]{0,40}?\b(?:request|sentence|question|prompt|instruction|line|\x01{6,400})/u;
/** "only the first four sentences" and the like. */
const PART_OF_REQUEST =
  /\b(?:the (?:entire |whole |very )?(?:first|last|second) (?:\w+ )?(?:sentences?|words?|lines?|part|paragraph)|(?:two|three|four|five|[2-5]) (?:sentences|lines|paragraphs)|only (?:contains?|the))\b/;
const REPEAT_AGAIN = [
  /[^.!?\n;(]{0,80}\b(?:repeat|repleat)(?:ing|ed)?\b[^.!?\n;]{0,140}[.!?;)]*/gu,
  /[^.!?\n;]{0,60}\b(?:do not|don't) (?:say|add|write|change|include)\b[^.!?\n;]{0,120}[.!?;]*/gu,
  /[^.!?\n;]{0,60}\bwithout (?:any )?chang\w+[^.!?\n;]{0,60}[.!?]*/gu,
  /\b(?:then|after that|next)\b[^.!?\n;]{0,20}\b(?:give|provide|write|answer|respond)\b[^.!?\n;]{0,40}[.!?]*/gu,
  /\bgive your (?:answer|reply|response|rewrite)[^.!?\n;]{0,20}[.!?]*/gu,
  /\b(?:1|2)\. /gu,
];

const ending: Finder = (view, findings) => {
  if (!/\b(?:finish|end|conclude|close|last)/.test(view.text)) return;
  for (const match of view.text.matchAll(ENDS)) {
    const quoted = match[1]!;
    const end = match.index + match[0].length;
    if (
      isNegated(view, match.index) ||
      /\b(?:each|every|first|one|paragraph|title)\b[^.!?\n]{0,30}$/.test(
        view.text.slice(Math.max(0, match.index - 60), match.index),
      )
    )
      continue;
    const phrase = unquoted(view, end - quoted.length, end).trim();
    add(view, findings, phrase, [match.index, end]);
  }
  if (findings.has('startend:end_checker')) return;
  for (const match of [...view.text.matchAll(ENDS_BARE), ...view.text.matchAll(ENDS_BLOCK)]) {
    const span = spanOf(match);
    if (isNegated(view, span[0]) || asksOfPart(view, span)) continue;
    add(view, findings, view.raw.slice(span[1] - match[1]!.length, span[1]).trim(), span);
  }
};

/** A phrase with a place to be filled in is a template, and no answer ends with it as it stands. */
const TEMPLATE = /[[({<]\s?[\p{L}\s]{1,20}[\])}>]|_{2,}|\bX\b|(?:\.\.\.|…)$/u;

function add(view: PromptView, findings: Parameters<Finder>[1], phrase: string, span: Span): void {
  if (TEMPLATE.test(phrase)) return;
  findings.add('startend:end_checker', { end_phrase: phrase }, span);
  accompany(view, findings, ...NO_MORE);
}

/**
 * The request to be repeated is what stands above the paragraph that asks for it, or below where it comes first, or what
 * that paragraph quotes. Anything else ("the first four sentences") is not recognised.
 */
const repetition: Finder = (view, findings) => {
  const found = REPEAT.exec(view.text);
  if (!found || isNegated(view, found.index)) return;
  const start = view.text.lastIndexOf('\n', found.index) + 1;
  const blank = view.text.indexOf('\n\n', found.index);
  const asking = view.text.slice(start, blank < 0 ? undefined : blank);
  const firstLine = /first line above/.test(asking);
  if (!firstLine && PART_OF_REQUEST.test(asking)) return;
  const quote = /\b(?:repeat|repleat)\b[^.!?\n\x01]{0,30}(\x01{6,600})/u.exec(view.text.slice(found.index));
  const above = view.raw.slice(0, start).trim();
  const below = blank < 0 ? '' : view.raw.slice(blank).trim();
  const saysAbove = /\babove\b/.test(asking);
  let text = '';
  if (quote) {
    const end = found.index + quote.index + quote[0].length;
    text = unquoted(view, end - quote[1]!.length, end);
  } else if (above !== '' && (below === '' || (saysAbove && allRepeats(below)))) text = above;
  else if (above === '' && !saysAbove) text = below;
  if (text === '' || (firstLine && text.includes('\n'))) return;
  const asked = view.text.slice(start, found.index + 400);
  const spans: [number, number][] = [];
  const until = quote || above !== '' ? view.text.length : blank;
  for (const pattern of REPEAT_AGAIN)
    for (const match of view.text.slice(start, until).matchAll(pattern))
      spans.push([start + match.index, start + match.index + match[0].length]);
  if (asked === '' || spans.length === 0) return;
  findings.add('combination:repeat_prompt', { prompt_to_repeat: text }, ...spans);
};

function allRepeats(text: string): boolean {
  return /\brepeat|before\b/.test(text.toLowerCase());
}

export const beginAndEndFinders: readonly Finder[] = [ending, repetition];
