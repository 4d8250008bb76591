import { wordsOf } from './words-of.ts';

/** What keeps a text from being a sentence of the language that its references are written in. */
export type NoSentence = 'run-together' | 'word-list' | 'scrambled' | 'repeated-word';

const FEWEST = 4;
const SHORT = 3;

interface Measures {
  readonly words: readonly string[];
  readonly shortShare: number;
  readonly meanLength: number;
  readonly pairs: ReadonlySet<string>;
}

function measure(text: string): Measures {
  const words = wordsOf(text).map((word) => word.toLowerCase());
  const short = words.filter((word) => word.length <= SHORT && !/\d/.test(word)).length;
  return {
    words,
    shortShare: short / Math.max(1, words.length),
    meanLength: words.reduce((sum, word) => sum + word.length, 0) / Math.max(1, words.length),
    pairs: new Set(words.slice(1).map((word, index) => `${words[index]} ${word}`)),
  };
}

/**
 * Prepares a check by comparison with references, in any language that writes spaces: the words run together, the short words
 * that make sentences are gone, the words of a reference or of the article stand in another order altogether, or a word stands four times in a row.
 */
export function prepareSentenceCheck(
  references: readonly string[],
  article: string | null,
): (text: string) => NoSentence | null {
  const known = references
    .map(measure)
    .filter(({ words, meanLength }) => words.length >= FEWEST && meanLength > 1.5);
  const shortShare = Math.min(...known.map((one) => one.shortShare));
  const meanLength = Math.max(...known.map((one) => one.meanLength));
  const sources = article === null ? known : [...known, measure(article)];
  const vocabulary = sources.map(
    (one) => new Set(one.words.flatMap((word) => [word, ...word.split(/['’]/)])),
  );
  const isKnown = (words: readonly string[]) =>
    vocabulary.some((set) => words.filter((word) => set.has(word)).length > 0.8 * words.length);
  const mostDoubled = Math.max(0, ...references.map((text) => doubled(measure(text).words)));
  const mayBePieces = references.some(isPieces);
  return (text) => {
    const said = measure(text);
    if (isRepeated(said.words) || (doubled(said.words) > mostDoubled && doubled(said.words) > 2))
      return 'repeated-word';
    if (known.length === 0) return null;
    if (!mayBePieces && isPieces(text)) return 'word-list';
    if (said.meanLength > 2.5 * meanLength && said.words.join('').length > 12) return 'run-together';
    if (said.words.length < FEWEST) return null;
    if (shortShare >= 0.2 && said.shortShare < 0.4 * shortShare && isKnown(said.words)) return 'word-list';
    const isScrambled = sources.some((one, index) => {
      const shared = said.words.filter((word) => vocabulary[index]!.has(word)).length / said.words.length;
      const kept =
        [...said.pairs].filter((pair) => one.pairs.has(pair)).length / Math.max(1, said.pairs.size);
      return said.words.length >= 6 && shared > 0.85 && kept < 0.2 * shared;
    });
    return isScrambled ? 'scrambled' : null;
  };
}

/** "Cod, North Sea, two weeks, 1990, stock, stable": many short pieces and no sentence. */
function isPieces(text: string): boolean {
  const pieces = text.split(/[,;|/\n]/).map((piece) => wordsOf(piece).length);
  return pieces.length > 4 && pieces.every((count) => count > 0 && count <= 4);
}

/** How many words stand twice in a row. */
function doubled(words: readonly string[]): number {
  return words.filter((word, index) => word.length > 1 && !/\d/.test(word) && words[index - 1] === word)
    .length;
}

function isRepeated(words: readonly string[]): boolean {
  return words.some(
    (word, index) =>
      index >= 3 &&
      word.length > 1 &&
      !/\d/.test(word) &&
      [1, 2, 3].every((back) => words[index - back] === word),
  );
}
