import { FRAME_WORDS, HEDGES, list, NEGATIONS, STOP_WORDS, TURNS } from '../../answers/word-lists.ts';
import type { AnswerKey } from './answer-key.ts';
import { bareText, judgeBare } from './bare-answer.ts';
import { matchAliases, readResponse } from './match.ts';
import type { Likeness } from './quantity.ts';

const JOINT = /\s*(?:[,;|\n•→<>&+]|->|、|，|\b(?:and|then|und|dann|et|puis|y|luego|e|poi)\b|和|以及)\s*/iu;
const BULLET = /(?:^|(?<=[\s:]))(?:[-*•]|\(?\d{1,2}[.)]|\(?[a-h]\))\s+/g;
const MOST_ITEM_WORDS = 7;
const LONGEST = 1_500;
/** Beside one of these a part that is named may be none. */
const LEAVES_OPEN = NEGATIONS.union(HEDGES).union(TURNS).union(list('unlike except without besides hardly'));
const ORDERING = list('first second third then next finally last lastly followed #1 #2 #3 #4 #5');

/**
 * Compares what a response lists with the parts of the answer, all of which are wanted: each part has to stand there,
 * nothing else beside them, and in the order of the parts where that is asked for.
 * @param parts a key for each part, in the order of the reference
 */
export function judgeParts(parts: readonly AnswerKey[], said: string, ordered: boolean): Likeness {
  if (said.length > LONGEST) return 'unknown';
  const text = bareText(said.replace(BULLET, '\n').trim());
  const items = text
    .replace(/\s*\([^()\n]{1,20}\)/g, '')
    .split(JOINT)
    .filter((item) => /[\p{L}\p{N}]/u.test(item));
  const isList =
    items.length >= 1 && items.slice(1).every((item) => item.trim().split(/\s+/).length <= MOST_ITEM_WORDS);
  if (!isList) return inProse(parts, text, ordered);
  const places = items.map((item, index) => placeOf(parts, item, index === 0, index === items.length - 1));
  const found = new Set(places.filter((place) => place !== null));
  const extras = items.filter(
    (item, index) => places[index] === null && saysSomething(item, parts[0]!, index === 0),
  );
  if (found.size === 0) return inProse(parts, text, ordered);
  if (found.size < parts.length) {
    const prose = inProse(parts, text, ordered);
    const isPlain = items.every((item) => item.trim().split(/\s+/).length <= MOST_ITEM_WORDS);
    return prose === 'unknown' && isPlain && !/\?/.test(said) ? 'different' : prose;
  }
  if (extras.length > 0) return items.length <= parts.length + 3 ? 'different' : 'unknown';
  if (leavesOpen(readResponse(items.join(' ')))) return 'unknown';
  return !ordered || inOrder(places.filter((place) => place !== null)) ? 'same' : 'different';
}

function leavesOpen({ tokens }: ReturnType<typeof readResponse>): boolean {
  return tokens.some(({ text }) => LEAVES_OPEN.has(text));
}

/** The part that an item names. A lead may stand in front of the first, and what explains behind the last. */
function placeOf(
  parts: readonly AnswerKey[],
  item: string,
  isFirst: boolean,
  isLast: boolean,
): number | null {
  const words = item.trim().split(/\s+/);
  const forms = new Set([item]);
  for (const key of parts)
    for (const { written } of key.aliases) {
      const length = written.split(/\s+/).length;
      if (/^(?:the|la|le|el|der|die|das)$/i.test(words[0]!)) forms.add(words.slice(1, length + 1).join(' '));
      if (isFirst || ORDERING.has(words[0]!.toLowerCase())) {
        forms.add(words.slice(-length).join(' '));
        forms.add(words.slice(-length - 1).join(' '));
      }
      if (isLast || /^\p{Ll}/u.test(words[length] ?? '')) forms.add(words.slice(0, length).join(' '));
    }
  for (const form of forms) {
    const at = parts.findIndex((key) => judgeBare(key, form) === 'same');
    if (at >= 0) return at;
  }
  return null;
}

/** @param leads whether the item may hold words of the question, as the first may */
function saysSomething(item: string, { question }: AnswerKey, leads: boolean): boolean {
  return readResponse(item).tokens.some(
    ({ text }) =>
      !STOP_WORDS.has(text) &&
      !FRAME_WORDS.has(text) &&
      !(leads && question.content.has(text)) &&
      !ORDERING.has(text),
  );
}

/** Every part stands in the text, and no other name between them. */
function inProse(parts: readonly AnswerKey[], text: string, ordered: boolean): Likeness {
  const response = readResponse(text);
  if (leavesOpen(response)) return 'unknown';
  const starts: number[] = [];
  const covered = new Set<number>();
  for (const { aliases } of parts) {
    const spans = matchAliases(aliases, response).flatMap((match) => [...match.spans, ...match.near]);
    const first = spans.sort((left, right) => left.from - right.from)[0];
    if (!first) return 'unknown';
    starts.push(first.from);
    for (const { from, to } of spans) for (let at = from; at < to; at += 1) covered.add(at);
  }
  const from = Math.min(...starts);
  const to = Math.max(...covered);
  const { question } = parts[0]!;
  for (let at = from; at <= to + 4 && at < response.tokens.length; at += 1) {
    const token = response.tokens[at]!;
    if (covered.has(at) || STOP_WORDS.has(token.text) || question.content.has(token.text)) continue;
    if (token.capital || token.text === 'or') return 'unknown';
  }
  if (!ordered) return 'same';
  return starts.every((start, index) => index === 0 || start > starts[index - 1]!) ? 'same' : 'different';
}

function inOrder(places: readonly number[]): boolean {
  return places.every((place, index) => index === 0 || place >= places[index - 1]!);
}
