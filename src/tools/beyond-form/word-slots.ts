import { table } from '../../spec/table.ts';
import { lacksFunctionWords } from '../../text/function-words.ts';
import { detectLanguage } from '../../text/language.ts';
import { plainWords } from './plain-words.ts';
import type { SlotCheck } from './slot-check.ts';

/** The words are of a language, and make sentences of it. */
export const language: SlotCheck = (response, { language: wanted }) => {
  if (!detectLanguage(response)) return 'in no language';
  const words = plainWords(response).all;
  return typeof wanted === 'string' && lacksFunctionWords(wanted, words) && !/[\n,;|]/.test(response.trim())
    ? 'no sentence of the language'
    : null;
};

/** Capitals alone give the classifier nothing to go by: they are read as small letters. */
export const english: SlotCheck = (response) =>
  detectLanguage(response.toLowerCase()) ? null : 'in no language';

const LEET: Readonly<Record<string, string>> = table({
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
});

/** A forbidden word in another spelling is still it. */
export const forbidden: SlotCheck = (response, { forbidden_words: words }) => {
  if (!Array.isArray(words)) return null;
  const plain = response.toLowerCase();
  const read = plain
    .replace(/[013457@$!]/g, (mark) => LEET[mark] ?? mark)
    .replace(/(?<=\p{L})[-_.*·](?=\p{L})/gu, '')
    .replace(/(?<=(?<!\p{L})\p{L}) (?=\p{L}(?!\p{L}))/gu, '');
  const starred = plain.match(/\p{L}[\p{L}*#]*[*#][\p{L}*#]*/gu) ?? [];
  const within = (text: string, word: string) => new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'u').test(text);
  const hidden = words.some(
    (word) =>
      typeof word === 'string' &&
      /^\p{L}{3,40}$/u.test(word) &&
      (within(plain, word.toLowerCase()) ||
        within(read, word.toLowerCase()) ||
        starred.some((part) => isStarred(part, word.toLowerCase()))),
  );
  return hidden ? 'a forbidden word in another spelling' : null;
};

/** "fr*it" for "fruit". */
function isStarred(part: string, word: string): boolean {
  return (
    part.length === word.length &&
    [...part].every((letter, index) => letter === word[index] || /[*#]/.test(letter))
  );
}

/** What a keyword may end in and still be the same word. */
const ENDINGS = /^(?:['’]?s|es|e?d|ing|ers?|ly|ies|y|e?n|n['’]t|ful|less|al|ic|ion|ions)?$/;

/** A keyword counts as a word of its own, with an ending or without. */
export const frequency: SlotCheck = (response, { keyword, frequency: wanted, relation }) => {
  if (
    typeof keyword !== 'string' ||
    typeof wanted !== 'number' ||
    relation !== 'at least' ||
    !/^\p{L}+$/u.test(keyword.trim())
  )
    return null;
  const key = keyword.trim().toLowerCase();
  const words = response.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  const holding = words.filter((word) => word.startsWith(key) && ENDINGS.test(word.slice(key.length))).length;
  const counted = response.toLowerCase().split(key).length - 1;
  return counted >= wanted && holding < wanted ? 'the keyword inside other words' : null;
};

/** No mark that looks like a comma. */
export const noComma: SlotCheck = (response) =>
  /[‚﹐︐]|[A-Za-z]\s?[，،、]/.test(response) ? 'a mark that looks like a comma' : null;

/** A keyword inside another word is not that word: "oven" in "ovenproof". Endings of the word itself are. */
export const keywords: SlotCheck = (response, { keywords: given }) => {
  if (!Array.isArray(given)) return null;
  const words: readonly string[] = response.toLowerCase().match(/[\p{L}\p{M}'’]+/gu) ?? [];
  const missing = given.some((keyword) => {
    if (typeof keyword !== 'string' || !/^[a-z]{3,40}$/i.test(keyword)) return false;
    const key = keyword.toLowerCase();
    const holding = words.filter((word) => word.includes(key));
    return (
      holding.length > 0 && !holding.some((word) => word.startsWith(key) && word.length <= key.length + 4)
    );
  });
  return missing ? 'a keyword stands only inside another word' : null;
};

/** Words in capitals stand in a text that says something. */
export const capitalWords: SlotCheck = (response) => {
  const words = response.match(/\p{L}+/gu) ?? [];
  return words.length < FEWEST_AROUND && words.every((word) => word === word.toUpperCase())
    ? 'nothing but words in capitals'
    : null;
};
const FEWEST_AROUND = 5;
