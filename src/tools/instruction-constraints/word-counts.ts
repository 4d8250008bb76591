import { z } from 'zod';
import { table } from '../../spec/table.ts';
import { isPythonLower } from '../../text/python-text.ts';
import type { Check, CheckMaker, Outcome } from './check.ts';
import { compare, quote, relation, said, threshold, withArguments } from './check.ts';
import { letterFrequency } from './keywords.ts';
import { countWords, foldedWords, foldWord, wordsOf } from './plain-words.ts';

/** One word, or several that stand next to each other. Some rows write a list of one. */
const keyword = z.union([said, z.tuple([said]).transform(([only]) => only)]);

/**
 * @returns how often a keyword occurs in a response, as whole words and in any case; one with marks of its own (`C++`) as it
 * stands, but for the white space between its parts. Null where it holds no word.
 */
function prepareCount(text: string): ((response: string) => number) | null {
  const wanted = foldedWords(text);
  if (wanted.length === 0) return null;
  const folded = foldWord(text.trim()).replace(/\s+/g, ' ');
  if (folded === wanted.join(' ')) return (response) => countWords(foldedWords(response), wanted);
  const literal = folded.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll(' ', '\\s+');
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'gu');
  return (response) => (foldWord(response).match(pattern) ?? []).length;
}

/** @returns a check that each keyword occurs exactly as often as is said beside it */
function exactly(wanted: readonly (readonly [string, number])[]): Check | string {
  const counts = wanted.map(([text, times]) => ({ text, times, count: prepareCount(text) }));
  const wordless = counts.find(({ count }) => count === null);
  if (wordless) return `${quote(wordless.text)} holds no word`;
  return ({ raw }): Outcome => {
    const found = counts.map(({ text, times, count }) => ({ text, times, count: count!(raw) }));
    const detail = found
      .map(({ text, times, count }) => `${count} times ${quote(text)}, ${times} wanted`)
      .join('; ');
    return { ok: found.every(({ times, count }) => count === times), detail };
  };
}

const once: CheckMaker = withArguments(z.object({ keyword }), (args) => exactly([[args.keyword, 1]]));

const onceAndTwice: CheckMaker = withArguments(z.object({ keyword1: keyword, keyword2: keyword }), (args) =>
  exactly([
    [args.keyword1, 1],
    [args.keyword2, 2],
  ]),
);

const timesOfWord: CheckMaker = withArguments(
  z.object({ keyword, frequency: threshold, relation }),
  (args) => {
    const count = prepareCount(args.keyword);
    if (!count) return `${quote(args.keyword)} holds no word`;
    return ({ raw }) => compare(count(raw), args.relation, args.frequency, `times ${quote(args.keyword)}`);
  },
);

const without: CheckMaker = withArguments(z.object({ keyword }), (args) => exactly([[args.keyword, 0]]));

const letters: CheckMaker = withArguments(
  z.object({ N: threshold, relation }),
  (args) =>
    ({ raw }) =>
      compare((raw.match(/\p{L}/gu) ?? []).length, args.relation, args.N, 'letters'),
);

const lowercaseWords: CheckMaker = withArguments(z.object({ N: threshold }), ({ N: most }) => ({ raw }) => {
  const count = wordsOf(raw).filter(isPythonLower).length;
  return { ok: count <= most, detail: `${count} words in lower case, at most ${most} wanted` };
});

const wordRange: CheckMaker = withArguments(
  z.object({ min_words: threshold, max_words: threshold }),
  ({ min_words: least, max_words: most }) => {
    if (least > most) return `min_words: ${least} is more than ${most}`;
    return ({ raw }) => {
      const count = wordsOf(raw).length;
      return {
        ok: least <= count && count <= most,
        detail: `${count} words, between ${least} and ${most} wanted`,
      };
    };
  },
);

/** @param most how often a word may occur */
function noWordMoreThan(most: number): Check {
  return ({ raw }) => {
    const counts = new Map<string, number>();
    for (const word of foldedWords(raw)) {
      const count = (counts.get(word) ?? 0) + 1;
      if (count > most) return { ok: false, detail: `${quote(word)} occurs more than ${most} times` };
      counts.set(word, count);
    }
    return { ok: counts.size > 0, detail: `no word occurs more than ${most} times` };
  };
}

const uniqueWords: CheckMaker = () => noWordMoreThan(1);

const fewRepeats: CheckMaker = withArguments(z.object({ small_n: z.number().positive() }), (args) =>
  noWordMoreThan(args.small_n),
);

const differentWords: CheckMaker = withArguments(
  z.object({ N: threshold }),
  ({ N: least }) =>
    ({ raw }) =>
      compare(new Set(foldedWords(raw)).size, 'at least', least, 'different words'),
);

/** Sorts that count words or letters: of IFTrain, and four of IFBench (arXiv 2507.02833, appendix). */
export const wordCountChecks: Readonly<Record<string, CheckMaker>> = table({
  'keywords:word_once': once,
  'keywords:word_count_different_numbers': timesOfWord,
  'keywords:exclude_word_harder': without,
  'count:count_increment_word': onceAndTwice,
  'count:lowercase_counting': lowercaseWords,
  'count:count_unique': uniqueWords,
  'count:word_count_range': wordRange,
  'count:unique_word_count': differentWords,
  'words:repeats': fewRepeats,
  'letters:letter_counting': letters,
  'letters:letter_counting2': letterFrequency,
});
