import type { Span } from '../spec/tool.ts';
import { languageOfName } from '../text/language-names.ts';
import { LONGEST_PROMPT, type PromptView, viewPrompt } from '../text/prompt/prompt-view.ts';
import {
  ASKING,
  BINDING,
  CANCELS,
  EMPTY,
  FORM_CUES,
  FORM_VERBS,
  GOVERNING,
  HEDGE,
  IN_LANGUAGE,
  LIST_HEADER,
  OF_THE_TASK,
  STYLE_CUES,
} from './leftover-cues.ts';
import { type Clause, sentencesOf } from './sentences-of.ts';
import { toldClauses } from './told-clauses.ts';
import { asksOfTheWorld } from './world-question.ts';

/** Most leftovers that are named; where there are more, the rest is not known. */
export const MOST_NAMED = 12;
const LONGEST_NAME = 200;

const ITEM = /^\s*(?:[-*•–]|\d{1,2}[.)]|[a-z]\))\s/;

/**
 * Finds what a prompt asks of its answer besides what was recognised: amounts, musts and must-nots, nouns of form, lists of
 * requirements. What a task is about can read like a constraint ("dogs that must cross a river"); where that cannot be told it
 * is left over: no reward is better than that of half a task.
 * @param covered where something was recognised
 * @returns the words of each leftover, at most twelve
 */
export function leftoverClauses(prompt: string, covered: readonly Span[]): string[] {
  if (prompt.length > LONGEST_PROMPT) return [`a prompt of more than ${LONGEST_PROMPT} characters`];
  const view = viewPrompt(prompt);
  const sentences = sentencesOf(view.text);
  const open = blotOut(view.text, [...covered, ...toldClauses(view.text, sentences)]);
  const recognised = covered.filter(([start, end]) => end > start);
  const leftovers: string[] = [];
  let listed = false;
  for (const sentence of sentences) {
    const words = open.slice(sentence.start, sentence.end);
    const isItem = ITEM.test(words);
    listed = LIST_HEADER.test(words.trimEnd()) || (listed && isItem);
    const holds = recognised.some(([start, end]) => start < sentence.end && sentence.start < end);
    const question = asksOfTheWorld(view.text.slice(sentence.start, sentence.end).replace(ITEM, '').trim());
    const asks = asksMore(words, holds, question) || (listed && isItem && hasContent(words));
    if (asks) leftovers.push(...named(view, open, sentence, question));
  }
  return leftovers.slice(0, MOST_NAMED);
}

function asksMore(given: string, holds: boolean, question = false): boolean {
  const words = given.replace(ITEM, '').replaceAll('in other words', ' ').trimStart();
  CANCELS.lastIndex = 0;
  if (CANCELS.test(words) || matches(FORM_CUES, words) || namesLanguage(words)) return true;
  if (!question && matches(STYLE_CUES, words)) return true;
  if (holds && matches(HEDGE, words)) return true;
  const asks = binds(words, question) || matches(ASKING, words);
  return asks && (!holds || leavesContent(words));
}

function matches(pattern: RegExp, words: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(words);
}

/** In a question about the world an amount is one of the world, unless it is one of the answer: "…, in at most …". */
const AMOUNT =
  /^(?:exactly|precisely|at least|at most|no (?:more|less|fewer) than|not more than|a (?:maximum|minimum) of|up to|required?|less than|fewer than|more than|under|over|below|within|between)/;

function binds(words: string, question = false): boolean {
  for (const match of words.matchAll(BINDING)) {
    const before = words.slice(0, match.index);
    const after = words.slice(match.index + match[0].length);
    const modal =
      /^(?:must|shall|should|needs? to|has to|have to|ought to|cannot|can't|may not|do not|don't|never|only|must not|should not|without)/.test(
        match[0],
      );
    if (modal && question && !/^(?:only|without)/.test(match[0])) continue;
    if (question && AMOUNT.test(match[0]) && !/(?:,|\b(?:in|with|using)) $/.test(before)) continue;
    if (modal && OF_THE_TASK.test(before.trimEnd()) && !FORM_VERBS.test(after)) continue;
    if (match[0].startsWith('should') && /^ (?:i|we|you|he|she|they|one|people|someone)\b/.test(after))
      continue;
    if (match[0] === 'only' && /\b(?:the|an|my|his|her|their|not) $/.test(before)) continue;
    return true;
  }
  return false;
}

function namesLanguage(words: string): boolean {
  for (const match of words.matchAll(IN_LANGUAGE)) if (languageOfName(match[1]!)) return true;
  return false;
}

/** @returns true where a clause that binds, beside what was recognised, says something of its own */
function leavesContent(words: string): boolean {
  const clauses = words.split(/[,;:]|\b(?:and|but|then|or)\b/);
  let bound = false;
  for (const clause of clauses) {
    const asks = binds(clause) || matches(ASKING, clause.trimStart());
    bound ||= asks;
    if (bound && hasContent(clause.replaceAll(GOVERNING, ' '))) return true;
  }
  return false;
}

function hasContent(words: string): boolean {
  for (const word of words.match(/[\p{L}\p{N}][\p{L}\p{N}'\x02-]*/gu) ?? [])
    if (!EMPTY.test(word)) return true;
  return false;
}

function blotOut(text: string, covered: readonly Span[]): string {
  const units = [...text].length === text.length ? [...text] : text.split('');
  for (const [start, end] of covered)
    for (let at = Math.max(0, start); at < end && at < units.length; at += 1)
      if (units[at] !== '\n') units[at] = ' ';
  return units.join('');
}

/** @returns the clauses of a sentence that ask for more, as written; the sentence where it cannot be told which */
function named(view: PromptView, open: string, sentence: Clause, question: boolean): string[] {
  const words = open.slice(sentence.start, sentence.end);
  const asking: string[] = [];
  let from = 0;
  for (const clause of words.split(/(?<=[,;:])|(?= (?:and|but|then) )/)) {
    const at = sentence.start + from;
    from += clause.length;
    if (asksMore(clause, false, question) && hasContent(clause))
      asking.push(view.raw.slice(at, at + clause.length));
  }
  const whole = asking.length > 0 ? asking : [view.raw.slice(sentence.start, sentence.end)];
  return whole
    .map((text) =>
      text
        .trim()
        .replace(/^(?:and|but|then)\s+|[,;:]$/g, '')
        .slice(0, LONGEST_NAME),
    )
    .filter((text) => text !== '');
}
