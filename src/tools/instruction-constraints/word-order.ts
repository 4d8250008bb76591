import { z } from 'zod';
import { table } from '../../spec/table.ts';
import type { Check, CheckMaker, Outcome } from './check.ts';
import { quote, said, withArguments } from './check.ts';
import { foldedWords, foldWord, sentencesOf, wordsOf } from './plain-words.ts';

const MARKS_AT_THE_END = /[\p{L}\p{N}_]$/u;

/** A single word of the arguments. */
const word = said.transform(foldWord).refine((text) => foldedWords(text).length === 1, 'is not one word');

/** @param from which word of a text is looked at: the first or the last */
function wordAt(from: 'first' | 'last', text: string): string | undefined {
  return foldedWords(text).at(from === 'first' ? 0 : -1);
}

function ofAnswer(from: 'first' | 'last', wanted: string): Check {
  return ({ raw }) => {
    const found = wordAt(from, raw);
    return {
      ok: found === wanted,
      detail: `the ${from} word is ${quote(found ?? '')}, ${quote(wanted)} wanted`,
    };
  };
}

function ofSentences(from: 'first' | 'last', wanted: string): Check {
  return ({ raw }) => {
    const sentences = sentencesOf(raw);
    const other = sentences.find((sentence) => wordAt(from, sentence) !== wanted);
    if (other === undefined && sentences.length > 0)
      return {
        ok: true,
        detail: `${sentences.length} sentences, each with ${quote(wanted)} as ${from} word`,
      };
    return { ok: false, detail: `${quote(other ?? '')} has another ${from} word than ${quote(wanted)}` };
  };
}

const firstOfAnswer = withArguments(z.object({ first_word: word }), (args) =>
  ofAnswer('first', args.first_word),
);
const firstOfSentences = withArguments(z.object({ first_word: word }), (args) =>
  ofSentences('first', args.first_word),
);
const lastOfAnswer = withArguments(z.object({ last_word: word }), (args) => ofAnswer('last', args.last_word));
const lastOfSentences = withArguments(z.object({ last_word: word }), (args) =>
  ofSentences('last', args.last_word),
);

/** The m-th word of the n-th sentence, both counted from one. */
const atPlace: CheckMaker = withArguments(
  z.object({ keyword: word, n: z.number().int().positive(), m: z.number().int().positive() }),
  ({ keyword, n, m }) =>
    ({ raw }) => {
      const sentence = sentencesOf(raw)[n - 1];
      const found = sentence === undefined ? undefined : foldedWords(sentence)[m - 1];
      return {
        ok: found === keyword,
        detail: `word ${m} of sentence ${n} is ${quote(found ?? '')}, ${quote(keyword)} wanted`,
      };
    },
);

/** The same word at both ends, and nothing behind it, not even a mark. */
const startsAsItEnds: CheckMaker = () => (response) => {
  const words = foldedWords(response.raw);
  const ends = MARKS_AT_THE_END.test(response.stripped);
  const ok = words.length > 1 && words[0] === words.at(-1) && ends;
  const shown = `begins with ${quote(words[0] ?? '')} and ends with ${quote(words.at(-1) ?? '')}`;
  return { ok, detail: ends ? shown : `${shown}, with a mark behind it` };
};

/** @returns a check that holds where no two words next to each other are refused */
function neighbours(refuse: (left: string, right: string) => boolean, why: string): Check {
  return ({ raw }): Outcome => {
    const words = foldedWords(raw);
    const at = words.findIndex((right, index) => index > 0 && refuse(words[index - 1]!, right));
    if (words.length < 2) return { ok: false, detail: 'fewer than two words' };
    if (at < 0) return { ok: true, detail: `no two words next to each other ${why}` };
    return { ok: false, detail: `${quote(`${words[at - 1]} ${words[at]}`)} ${why}` };
  };
}

/** @returns the place of the first letter in the alphabet, or NaN where it is none of a to z */
function letterOf(text: string): number {
  const code = text.charCodeAt(0) - 97;
  return code >= 0 && code < 26 ? code : Number.NaN;
}

const noNextLetter: CheckMaker = () =>
  neighbours(
    (left, right) => letterOf(right) === letterOf(left) + 1,
    'begin with a letter and the next one of the alphabet',
  );

const noSameLetter: CheckMaker = () =>
  neighbours((left, right) => left.charAt(0) === right.charAt(0), 'begin with the same letter');

const alphabet: CheckMaker = () =>
  neighbours((left, right) => letterOf(right) !== (letterOf(left) + 1) % 26, 'do not follow the alphabet');

const PRIMES: ReadonlySet<number> = new Set([2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43]);

const primeLengths: CheckMaker =
  () =>
  ({ raw }) => {
    const words = wordsOf(raw);
    const other = words.find((text) => !PRIMES.has((text.match(/[\p{L}\p{N}]/gu) ?? []).length));
    return other === undefined
      ? { ok: words.length > 0, detail: 'the length of every word is prime' }
      : { ok: false, detail: `${quote(other)} has no prime length` };
  };

/** The last word of a sentence is the first of the next. */
const chained: CheckMaker =
  () =>
  ({ raw }) => {
    const sentences = sentencesOf(raw);
    const at = sentences.findIndex(
      (sentence, index) => index > 0 && wordAt('first', sentence) !== wordAt('last', sentences[index - 1]!),
    );
    if (sentences.length < 2) return { ok: false, detail: 'fewer than two sentences' };
    return at < 0
      ? {
          ok: true,
          detail: `${sentences.length} sentences, each begins with the last word of the one before`,
        }
      : { ok: false, detail: `sentence ${at + 1} begins with another word than the one before ends with` };
  };

const SHORTEST_PALINDROME = 3;
const SHORTEST_PALINDROME_OF_WORDS = 8;
const MOST_WORDS_OF_PALINDROME = 12;

/** One letter over and over is none. */
function isPalindrome(letters: string): boolean {
  if (letters === letters.charAt(0).repeat(letters.length)) return false;
  for (let left = 0, right = letters.length - 1; left < right; left += 1, right -= 1)
    if (letters[left] !== letters[right]) return false;
  return true;
}

/** A word of three letters or more, or words with eight letters or more together ("was it a car or a cat I saw"). */
const palindrome: CheckMaker =
  () =>
  ({ raw }) => {
    const words = foldedWords(raw).map((text) => text.replace(/[^\p{L}\p{N}]/gu, ''));
    const single = words.find(
      (text) =>
        text.length >= SHORTEST_PALINDROME && /\p{L}/u.test(text) && text.length < 50 && isPalindrome(text),
    );
    if (single !== undefined) return { ok: true, detail: quote(single) };
    for (let from = 0; from < words.length; from += 1)
      for (let most = 2; most <= MOST_WORDS_OF_PALINDROME && from + most <= words.length; most += 1) {
        if (words[from]!.charAt(0) !== words[from + most - 1]!.at(-1)) continue;
        const text = words.slice(from, from + most).join('');
        if (text.length > 200) break;
        if (text.length >= SHORTEST_PALINDROME_OF_WORDS && /\p{L}/u.test(text) && isPalindrome(text))
          return { ok: true, detail: quote(words.slice(from, from + most).join(' ')) };
      }
    return { ok: false, detail: 'no palindrome' };
  };

const tenPalindromes: CheckMaker =
  () =>
  ({ raw }) => {
    const found = new Set(
      foldedWords(raw).filter((text) => /^\p{L}{5,50}$/u.test(text) && isPalindrome(text)),
    );
    return {
      ok: found.size >= 10,
      detail: `${found.size} different palindromes of five letters or more, 10 wanted`,
    };
  };

/** Sorts about which word stands where: of IFTrain, and six of IFBench (arXiv 2507.02833, appendix). */
export const wordOrderChecks: Readonly<Record<string, CheckMaker>> = table({
  'first_word:first_word_answer': firstOfAnswer,
  'first_word:first_word_sent': firstOfSentences,
  'last_word:last_word_answer': lastOfAnswer,
  'last_word:last_word_sent': lastOfSentences,
  'keywords:keyword_specific_position': atPlace,
  'keywords:start_end': startsAsItEnds,
  'keywords:no_adjacent_consecutive': noNextLetter,
  'keywords:palindrome': palindrome,
  'words:alphabet': alphabet,
  'words:no_consecutive': noSameLetter,
  'words:prime_lengths': primeLengths,
  'words:last_first': chained,
  'words:palindrome': tenPalindromes,
});
