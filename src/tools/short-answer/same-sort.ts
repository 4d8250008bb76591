import { FUNCTION_WORDS, STOP_WORDS } from '../../answers/word-lists.ts';
import { detectLanguage } from '../../text/language.ts';
import type { AnswerKey } from './answer-key.ts';
import { bareText, judgeBare } from './bare-answer.ts';
import type { Measurement } from './measure.ts';
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
  if (bare === 'different') return true;
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
    !/\p{L}/u.test(prompt.replace(/[\x00-\x7f]/g, ''))
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
