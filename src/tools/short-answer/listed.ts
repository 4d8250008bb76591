import type { AnswerKey } from './answer-key.ts';
import { judgeBare } from './bare-answer.ts';
import { tokenize } from './tokens.ts';
import { FRAME_WORDS, list, STOP_WORDS } from './words.ts';

const JOINT = /\s*(?:,(?!\d{3}(?!\d))|[;|\n•→=&+~/]|->|\b(?:and|or|vs\.?|versus)\b)\s*/iu;
const AFTER_NAMES = list('jr sr usa uk');
const OFFERED = /[|/]|\bor\b|\bvs\.?|\bversus\b/i;
const MOST_WORDS = 12;
const MOST_WORDS_OF_MANY = 40;
const MOST_ITEM_WORDS = 6;

/**
 * How a short answer lists things of one sort, the reference among them: "Saturn, Jupiter" may be one name and what
 * explains it; three things and more, or two with "or" or a slash between them, are several answers. A place behind a
 * place, "Miami, Florida", and what explains a name, "a Scottish physician", are no candidates.
 */
export function listsCandidates(key: AnswerKey, text: string): 'several' | 'maybe' | null {
  if (text.length > 400 || key.question.plural || key.aliases.some(({ written }) => JOINT.test(written)))
    return null;
  const items = text.split(JOINT).filter((item) => /[\p{L}\p{N}]/u.test(item));
  const most = items.length >= 4 ? MOST_WORDS_OF_MANY : MOST_WORDS;
  if (items.length < 2 || tokenize(text).length > most) return null;
  if (items.some((item) => item.trim().split(/\s+/).length > MOST_ITEM_WORDS)) return null;
  const same = items.map((item) => judgeBare(key, item) === 'same');
  if (!same.includes(true)) return null;
  const offered = OFFERED.test(text);
  if (key.question.asks === 'where' && same[0] && items.length === 2 && !offered && !/\band\b|\+/i.test(text))
    return null;
  const proper = key.aliases.every((alias) => alias.proper);
  const others = items.filter((item, index) => !same[index] && isCandidate(key, item, proper));
  if (others.length === 0) return null;
  return others.length >= (key.question.asks === 'where' && same[0] ? 3 : 2) || offered ? 'several' : 'maybe';
}

/** "Many name the Amazon, the Orinoco or the Magdalena.": a sentence that offers the reference as one of several. */
export function isOfferedAmongOthers(key: AnswerKey, text: string): boolean {
  if (text.length > 2_000 || key.question.plural) return false;
  if (key.aliases.some(({ written }) => JOINT.test(written))) return false;
  const proper = key.aliases.every((alias) => alias.proper);
  return (text.match(ENUMERATION) ?? []).some((list) => {
    const items = list.split(JOINT).map((item, index) => {
      const name = index === 0 ? item.split(/\s+/).slice(-longestAlias(key)).join(' ') : item;
      return name.replace(/^the\s+/i, '');
    });
    const same = items.map((item) => judgeBare(key, item) === 'same');
    return (
      same.includes(true) &&
      items.filter((item, index) => !same[index] && item !== '' && isCandidate(key, item, proper)).length >= 2
    );
  });
}

const ENUMERATION = /[^,;.!?\n]{1,120}(?:,\s+[^,;.!?\n]{1,40}){1,12},?\s+or\s+[^,;.!?\n]{1,40}/giu;
const longestAlias = ({ aliases }: AnswerKey) => Math.max(...aliases.map(({ words }) => words.length));

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
