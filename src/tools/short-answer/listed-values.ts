import { JOINT, type ListedValues } from '../../answers/listed-candidates.ts';
import { FRAME_WORDS, list, STOP_WORDS } from '../../answers/word-lists.ts';
import type { AnswerKey } from './answer-key.ts';
import { judgeBare } from './bare-answer.ts';
import { tokenize } from './tokens.ts';

const AFTER_NAMES = list('jr sr usa uk');

/** What could stand beside the reference in a list of candidates. */
export function listedValues(key: AnswerKey): ListedValues {
  const { question, aliases } = key;
  const proper = aliases.every((alias) => alias.proper);
  return {
    several: question.plural || aliases.some(({ written }) => JOINT.test(written)),
    isPlace: question.asks === 'where',
    longest: Math.max(...aliases.map(({ words }) => words.length)),
    isAnswer: (item) => judgeBare(key, item) === 'same',
    isCandidate: (item) => isCandidate(key, item, proper),
    wordsIn: (text) => tokenize(text).length,
  };
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
  if (/\d/.test(item) && aliases.every(({ numbers }) => numbers.length === 0)) return false;
  if (words.every(({ text }) => aliases.some((alias) => alias.words.includes(text)))) return false;
  return !proper || /^[\p{Lu}\d]/u.test(item);
}
