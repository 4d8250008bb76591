import { FUNCTION_WORDS, REFUSALS, STOP_WORDS } from '../../answers/word-lists.ts';
import { detectLanguage } from '../../text/language.ts';
import { isLike, similarWords } from '../../text/similar-words.ts';
import type { AnswerKey } from './answer-key.ts';
import { bareText, judgeBare } from './bare-answer.ts';
import type { Measurement } from './measure.ts';
import { areNamesOfOne } from './other-names.ts';
import { readQuantity } from './quantity.ts';
import type { Token } from './tokens.ts';

const ENOUGH_WORDS = 6;

/**
 * Whether what a response says instead of the reference is of one sort with it, so that it is another thing and not
 * another name: a number or date for one, an option that the question lists, a full name for a full name, or so much
 * context that its words would show.
 */
export function saysAnother(key: AnswerKey, { response, best, text }: Measurement): boolean {
  const { tokens } = response;
  const bare = judgeBare(key, text);
  if (bare === 'different' || (best.recall < 0.3 && refuses(tokens))) return true;
  if (saysSignInWords(key, tokens, text)) return false;
  if (
    key.aliases.some(({ quantity }) => quantity !== null) &&
    readQuantity(bareText(text), key.mark) !== null
  )
    return false;
  if (key.aliases.every(({ numbers, words }) => numbers.length > 0 || words.some(isMonth)))
    return tokens.some(({ text: word, value }) => value !== null || isMonth(word));
  if (key.aliases.every(({ novelWeight }) => novelWeight === 0)) return true;
  if (isOtherLanguage(key, text)) return false;
  if (tokens.length > ENOUGH_WORDS || isAnotherPerson(key, tokens, best.recall)) return true;
  if (isAnotherOfSort(key, tokens)) return true;
  const isFull = key.aliases.every(
    ({ proper, words, numbers }) => proper && words.length >= 2 && numbers.length === 0,
  );
  return isFull && best.recall < 0.3 && hasFullName(tokens, key);
}

const isMonth = (word: string) => /^m\d{1,2}$/.test(word);

/** Two words or more with a capital among them, none of them the question's. */
function hasFullName(tokens: readonly Token[], { question }: AnswerKey): boolean {
  const carrying = tokens.filter(
    ({ text }, at) =>
      !STOP_WORDS.has(text) && !question.content.has(text) && !(at === 0 && FUNCTION_WORDS.has(text)),
  );
  return carrying.length >= 2 && carrying.some((token) => token.capital || token === tokens[0]);
}

/** A response in another script than every alias, or in another language than the prompt. */
function isOtherLanguage({ aliases, prompt }: AnswerKey, text: string): boolean {
  const isLatin = (written: string) => /\p{Script=Latin}/u.test(written);
  if (/\p{L}/u.test(text) && aliases.every(({ written }) => isLatin(written) !== isLatin(text))) return true;
  if (
    /[^\x00-\x7f]/.test(text.replace(/[^\p{L}]/gu, '')) &&
    !/\p{L}/u.test(prompt.replace(/[\x00-\x7f]/g, '')) &&
    !ENGLISH.test(text)
  )
    return text.length <= 60;
  const said = detectLanguage(text);
  const asked = detectLanguage(prompt);
  return (
    said !== null &&
    asked !== null &&
    said.language !== asked.language &&
    said.confidence > 0.95 &&
    text.length > 20
  );
}

/** A sentence of English may hold a name with an accent. */
const ENGLISH = /\b(?:the|is|are|was|were|by|of|and|has|had|did|with|from)\b/i;

/** Whether a response says that it cannot tell. */
function refuses(tokens: readonly Token[]): boolean {
  const said = ` ${tokens.map(({ text }) => text).join(' ')} `;
  return REFUSALS.some((words) => said.includes(` ${words} `));
}

/** Things of which a question names the sort, so that two names for one are two things. */
const SORTS =
  /\b(?:what|which)(?:\s(?:\p{L}{2,12}|is|was|the|u\.?s\.?)){0,4}?\s(?:city|country|state|continent|planet|river|ocean|sea|lake|mountain|island|county|province|team|club|company|brand|animal|bird|fruit|color|colour|metal|element|gas|planet|language|religion|sport|instrument|band|film|movie|book|novel|month|season|day of the week)\b/iu;
const MOST_NAME_WORDS = 3;

/** "Kanpur" for "Ahmedabad" where a city is asked for: bare names of one sort that share nothing. */
export function isAnotherOfSort({ question, aliases, prompt }: AnswerKey, tokens: readonly Token[]): boolean {
  const words = tokens.filter(({ text }) => !STOP_WORDS.has(text) && !question.content.has(text));
  const isName =
    words.length > 0 && words.length <= MOST_NAME_WORDS && words.every(({ value }) => value === null);
  if (!isName || tokens.length > MOST_NAME_WORDS + 1) return false;
  const isPerson = question.asks === 'who' && aliases.every(({ proper }) => proper);
  if (!isPerson && !SORTS.test(prompt.slice(-600))) return false;
  return aliases.every(({ words: all, numbers }) => {
    const own = all.filter((word) => !STOP_WORDS.has(word) && !question.content.has(word));
    return (
      numbers.length === 0 &&
      own.length > 0 &&
      own.length <= MOST_NAME_WORDS &&
      own.every((word) => words.every(({ text }) => !isAkin(word, text)))
    );
  });
}

/** Whether two words could be spellings, short forms or forms of one, or names of one place. */
function isAkin(left: string, right: string): boolean {
  return (
    similarWords(left, right) > 0 ||
    isLike(left, right) ||
    left.startsWith(right.slice(0, 3)) ||
    right.startsWith(left.slice(0, 3)) ||
    areNamesOfOne(left, right)
  );
}

/** Where a person is asked for, a name that shares no word with any of theirs is another person. */
function isAnotherPerson(
  { question, aliases }: AnswerKey,
  tokens: readonly Token[],
  recall: number,
): boolean {
  const names = aliases.filter(
    ({ proper, words, numbers }) => proper && words.length >= 2 && numbers.length === 0,
  );
  return (
    question.asks === 'who' &&
    names.length > 0 &&
    recall < 0.3 &&
    tokens.some(({ capital }, at) => capital || at === 0)
  );
}

const LESS =
  /\b(?:fell|falls?|dropped|drops?|decreased?|decreases|declined?|declines|lost|lower|less|below|loss|down|shrank|sank)\b/i;

/** "It fell by 12" for -12: the sign is in the verb. */
function saysSignInWords({ aliases }: AnswerKey, tokens: readonly Token[], text: string): boolean {
  return (
    LESS.test(text) &&
    aliases.some(({ numbers }) =>
      numbers.some((value) => value < 0 && tokens.some((token) => token.value === -value)),
    )
  );
}
