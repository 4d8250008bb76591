import type { JsonValue } from '../../spec/json.ts';
import type { AnswerFormat } from '../../text/answer-format.ts';
import { clip } from '../../text/clip.ts';
import { rowPattern } from '../../text/row-pattern.ts';
import { answerFormat } from './answer-format.ts';
import { isEmptyLike } from './is-empty-like.ts';
import type { FormatSettings } from './settings.ts';

/** One thing to hold about a response. `got` is what was seen, for the evidence. */
export interface Check {
  readonly name: string;
  readonly run: (response: string) => { readonly holds: boolean; readonly got: JsonValue };
}

const MOST_CHARACTERS = 50_000;

/**
 * @param prompt what was asked; its options are the letters that count
 * @throws SyntaxError where the pattern is no regular expression
 */
export function toChecks(settings: FormatSettings, asked: AnswerFormat | null, prompt: string): Check[] {
  const checks: Check[] = [];
  const add = (name: string, run: Check['run']) => checks.push({ name, run });
  const { pattern, tags, think, characters, words, repetition } = settings;
  if (pattern !== undefined) {
    const expression = rowPattern(pattern, 'su');
    add('pattern', (text) => both(expression.test(clip(text, MOST_CHARACTERS))));
  }
  if (tags) add('tags', (text) => tagsInOrder(text, tags));
  if (think) add('think', (text) => both(isThinkClosed(text, think === 'required')));
  if (characters) add('characters', (text) => within(text.length, characters));
  if (words) add('words', (text) => within(wordsOf(text).length, words));
  if (repetition)
    add('repetition', (text) => {
      const share = repeatedShare(wordsOf(text), repetition.size);
      return { holds: share <= repetition.most, got: Math.round(share * 1_000) / 1_000 };
    });
  if (asked) {
    const has = answerFormat(asked, prompt);
    add(`answer as ${asked}`, (text) => both(has(text)));
  }
  return checks;
}

/** @returns the share of n-grams that occurred before in the text: 0 for a text without repetition, or shorter than n */
export function repeatedShare(words: readonly string[], size: number): number {
  const total = words.length - size + 1;
  if (total <= 0) return 0;
  const seen = new Set<string>();
  for (let start = 0; start < total; start += 1) seen.add(words.slice(start, start + size).join(' '));
  return 1 - seen.size / total;
}

function both(holds: boolean) {
  return { holds, got: holds };
}

function within(value: number, bounds: { min?: number | undefined; max?: number | undefined }) {
  return {
    holds: value >= (bounds.min ?? 0) && value <= (bounds.max ?? Number.POSITIVE_INFINITY),
    got: value,
  };
}

function wordsOf(text: string): string[] {
  return text.slice(0, 2_000_000).toLowerCase().match(/\S+/g)?.slice(0, 50_000) ?? [];
}

function tagsInOrder(text: string, tags: readonly string[]) {
  let end = 0;
  for (const tag of tags) {
    const [open, close] = [`<${tag}>`, `</${tag}>`];
    const from = text.indexOf(open);
    const to = text.indexOf(close);
    const once = from >= 0 && to >= 0 && text.indexOf(open, from + 1) < 0 && text.indexOf(close, to + 1) < 0;
    if (!once || from < end || to < from)
      return { holds: false, got: once ? `${tag} out of order` : `${tag} not exactly once` };
    if (isEmptyLike(text.slice(from + open.length, to))) return { holds: false, got: `${tag} empty` };
    end = to + close.length;
  }
  return both(true);
}

/** A response may begin behind a `<think>` that the chat template wrote, so the end alone is a closed one. */
function isThinkClosed(text: string, required: boolean): boolean {
  const open = text.indexOf('<think>');
  const close = text.indexOf('</think>');
  if (open < 0 && close < 0) return !required;
  const once = text.indexOf('<think>', open + 1) < 0 || open < 0;
  return (
    once && close > open && text.indexOf('</think>', close + 1) < 0 && text.slice(close + 8).trim() !== ''
  );
}
