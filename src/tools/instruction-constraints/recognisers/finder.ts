import type { JsonObject } from '../../../spec/json.ts';
import type { Span, StatedConstraint } from '../../../spec/tool.ts';
import type { PromptView } from '../../../text/prompt/prompt-view.ts';
import { NUMBER } from '../../../text/prompt/quantity.ts';
import { asksOfSeveral } from './plain-amount.ts';

/** "Write one sentence about rain in lowercase": the sentences are the answer, and no part of it. */
const WHOLE_ANSWER = new RegExp(
  `^ *(?:please )?(?:write|compose|give|tell|create|produce)(?: me| us)?(?: just| only| exactly)? (?:${NUMBER}|an?)(?: (?:short|single|brief|long|simple|complete|full))* (?:sentence|paragraph|line|stanza|verse)s?\\b`,
);
const WRITING = /\b(?:write|compose|give|tell|create|produce|describe|explain|answer|respond|reply)\b/g;

/** Up to the end of the sentence. */
export const WITHIN = '[^.!?\\n]';
const PART =
  /\b(?:each|every|first|second|third|last|final|one of|some of|titles?|headings?|headline|sentences?|paragraphs?|sections?|stanzas?|verses?|lines?|bullets?|comments?|conclusion|introduction|names?|either)\b/;
const OF_PART =
  /^[^.!?\n]{0,30}?\b(?:(?:in|of|per|for|within) (?:each|every|the (?:first|second|third|last|final|title|introduction|conclusion))|per (?:paragraph|sentence|section|line|bullet|stanza|item)|each\b)/;

/** What the task works on, not a part of the answer. */
const OF_MATERIAL =
  /\b(?:the |this |these )?(?:following|above|given|below) \w+|\bthis (?:sentence|paragraph|text|line)\b/g;

/** What the recognisers of one prompt found. */
export class Findings {
  readonly constraints: StatedConstraint[] = [];
  /** Words that go with a recognised constraint and ask for nothing else. */
  readonly companions: Span[] = [];

  add(id: string, kwargs: JsonObject, ...spans: Span[]): void {
    this.constraints.push({ id, kwargs, spans });
  }

  has(id: string): boolean {
    return this.constraints.some((found) => found.id === id);
  }
}

/** Looks for one sort of constraint, or for several that are akin. */
export type Finder = (view: PromptView, findings: Findings) => void;

export function spanOf(match: RegExpExecArray | RegExpMatchArray): Span {
  const start = match.index ?? 0;
  return [start, start + match[0].length];
}

/** @returns the words before a place, from where their clause begins */
function clauseBefore(view: PromptView, place: number): string {
  const before = view.text.slice(Math.max(0, place - 120), place);
  const clauses = before.split(/[.!?,;:\n—]|--+|\b(?:and|but|then)\b/);
  return clauses.at(-1) ?? '';
}

/** @returns true where what is asked for is asked of a part of the answer alone, as far as the words around tell */
export function asksOfPart(view: PromptView, [start, end]: Span): boolean {
  const clause = clauseBefore(view, start).replace(OF_MATERIAL, ' ');
  const before = asksOneThing(view.text) ? clause.replace(WHOLE_ANSWER, ' ') : clause;
  return PART.test(before) || OF_PART.test(view.text.slice(end, end + 60));
}

function asksOneThing(text: string): boolean {
  return (text.match(WRITING)?.length ?? 0) <= 1 && !asksOfSeveral(text);
}

/** @returns true where the words before turn what is asked for into its contrary */
export function isNegated(view: PromptView, start: number): boolean {
  return /\b(?:not|never|avoid|without|refrain|cannot|neither|nor|no|exclude|excluding)\b|n't\b/.test(
    clauseBefore(view, start),
  );
}

/** Marks every match of `pattern` as words that go with what was found. */
export function accompany(view: PromptView, findings: Findings, ...patterns: readonly RegExp[]): void {
  for (const pattern of patterns)
    for (const match of view.text.matchAll(pattern)) findings.companions.push(spanOf(match));
}
