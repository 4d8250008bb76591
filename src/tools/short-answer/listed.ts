import { judgeBare } from './bare-answer.ts';
import type { AnswerKey } from './measure.ts';
import { tokenize } from './tokens.ts';
import { FRAME_WORDS, list, STOP_WORDS } from './words.ts';

const JOINT = /\s*(?:[,;|\n•→=&+~/]|->|\b(?:and|or|vs\.?|versus)\b)\s*/iu;
const AFTER_NAMES = list('jr sr usa uk');
const MOST_WORDS = 12;
const MOST_ITEM_WORDS = 6;

/**
 * Whether a short answer is a list of things of one sort of which one is the reference: "Saturn, Jupiter". A place behind
 * a place, "Miami, Florida", and what explains a name, "a Scottish physician", are no candidates.
 */
export function isListOfCandidates(key: AnswerKey, text: string): boolean {
  if (text.length > 200 || key.question.plural || key.aliases.some(({ written }) => JOINT.test(written)))
    return false;
  const items = text.split(JOINT).filter((item) => /[\p{L}\p{N}]/u.test(item));
  if (items.length < 2 || tokenize(text).length > MOST_WORDS) return false;
  if (items.some((item) => item.trim().split(/\s+/).length > MOST_ITEM_WORDS)) return false;
  const same = items.map((item) => judgeBare(key, item) === 'same');
  if (!same.includes(true)) return false;
  if (key.question.asks === 'where' && same[0] && items.length === 2 && !/\b(?:or|and)\b|[/|+]/i.test(text))
    return false;
  const proper = key.aliases.every((alias) => alias.proper);
  return items.some((item, index) => !same[index] && isCandidate(key, item, proper));
}

function isCandidate({ question, aliases }: AnswerKey, item: string, proper: boolean): boolean {
  const words = tokenize(item).filter(
    ({ text }) =>
      !STOP_WORDS.has(text) &&
      !FRAME_WORDS.has(text) &&
      !question.content.has(text) &&
      !AFTER_NAMES.has(text),
  );
  if (
    words.length === 0 ||
    words.length > 4 ||
    /^(?:an?|the|who|which|in|on|at|by|of|for|unlike|after|before|not|followed|with|like|besides|from)\s/i.test(
      item,
    )
  )
    return false;
  if (words.every(({ text }) => aliases.some((alias) => alias.words.includes(text)))) return false;
  return !proper || /^[\p{Lu}\d]/u.test(item);
}
