import type { Span } from '../../../spec/tool.ts';
import type { PromptView } from '../../../text/prompt/prompt-view.ts';

const NOUN =
  '(?:text|sentences?|paragraphs?|passage|article|e-?mail|letter|document|abstract|story|review|message|data|poem|conversation|dialogue|chat|code|essay|content|report|speech|transcript|statement|quote|note|post|notes|lines)';
const OPENS = new RegExp(
  `\\b(?:(?:the|this|these|my) )?(?:following|below|above|this|these|given) (?:\\w+ ){0,3}?${NOUN}(?: below)?\\b[^.!?\\n:]{0,80}:|^ {0,3}(?:input |source |the |original )?${NOUN}:|\\b${NOUN} (?:below|that follows)\\b[^.!?\\n:]{0,80}[:.]|\\b(?:it|text|email|sentence|paragraph) (?:is|reads|says|goes)(?: as follows)?:`,
  'gm',
);
const FENCE = /^ {0,3}(?:```|~~~)/gm;
const CITED = /^ {0,3}> ?[^\n]*/gm;

/** @returns where a prompt holds a text to be worked on, which may itself read like instructions */
export function materialOf({ text }: PromptView): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(OPENS)) {
    let start = match.index + match[0].length;
    while (start < text.length && /[\s*]/.test(text[start]!)) start += 1;
    if (text[start] !== '\x01') {
      if (start < text.length) spans.push([start, text.length]);
      break;
    }
  }
  const fences = [...text.matchAll(FENCE)].map(({ index }) => index);
  for (let at = 0; at + 1 < fences.length; at += 2) spans.push([fences[at]!, fences[at + 1]!]);
  for (const match of text.matchAll(CITED)) spans.push([match.index, match.index + match[0].length]);
  return spans;
}

const OF_THE_ANSWER =
  /\b(?:your|the) (?:\w+ ){0,2}(?:response|answer|reply|output|summary|rewrite|version|entire)\b|\byou (?:must|should|need|rewrite|write)\b/;

/** @returns true where words stand in such a text and do not speak of the answer */
export function isOfMaterial(view: PromptView, [start, end]: Span, material: readonly Span[]): boolean {
  if (!material.some(([from, to]) => from <= start && start < to)) return false;
  const before =
    view.text
      .slice(Math.max(0, start - 200), start)
      .split(/[.!?\n]/)
      .at(-1) ?? '';
  const after = view.text.slice(end, end + 200).split(/[.!?\n]/)[0] ?? '';
  return !OF_THE_ANSWER.test(before + view.text.slice(start, end) + after);
}
