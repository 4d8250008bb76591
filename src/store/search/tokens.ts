/** The words of a text for the search index, and the words that somebody looks for. */

/** Most characters of one text that are indexed. */
const INDEXED = 100_000;
/** Most different words of one text. */
const WORDS = 4_000;
/** Characters of a word; the rest is cut off, in texts and in searches. */
const WORD = 48;
/** Most words and phrases of one search. */
const ASKED = 32;

const TOKEN = /[\p{L}\p{N}\p{M}_]+/gu;
/** Scripts that put no space between words: each character is a word. */
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/gu;

/** What somebody looks for. All words and all phrases must be there. */
export interface SearchTerms {
  readonly words: readonly string[];
  /** Beginnings of words: `equa*`. */
  readonly prefixes: readonly string[];
  /** Exact sequences, in lower case and with single spaces, that are looked up in the texts themselves. */
  readonly phrases: readonly string[];
}

/** @returns the different words of a text, separated by spaces */
export function wordsOf(text: string): string {
  return [...tokens(text.slice(0, INDEXED), WORDS)].join(' ');
}

/** Reads `word "a phrase" begin*`. A word with signs inside, such as `3.14`, is a phrase. */
export function searchTerms(asked: string): SearchTerms {
  const words = new Set<string>();
  const prefixes = new Set<string>();
  const phrases = new Set<string>();
  for (const [part, quoted] of asked.slice(0, 1_000).matchAll(/"([^"]*)"?|[^\s"]+/g)) {
    if (phrases.size + prefixes.size + words.size >= ASKED) break;
    const text = quoted ?? part;
    const found = [...tokens(text, ASKED)];
    if (quoted === undefined && /^[\p{L}\p{N}\p{M}_]+\*$/u.test(text) && found.length === 1) {
      prefixes.add(found[0]!);
      continue;
    }
    for (const word of found) words.add(word);
    if (quoted !== undefined || comparable(text) !== found[0]) phrases.add(comparable(text));
  }
  phrases.delete('');
  return { words: [...words], prefixes: [...prefixes], phrases: [...phrases] };
}

/** @returns the text as phrases are compared: without regard to case, form of characters, and sort of white space */
export function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function tokens(text: string, most: number): Set<string> {
  const plain = text.normalize('NFKC').toLowerCase().replace(UNSPACED, ' $& ');
  const found = new Set<string>();
  for (const [word] of plain.matchAll(TOKEN)) {
    found.add(word.slice(0, WORD).toWellFormed());
    if (found.size >= most) break;
  }
  return found;
}
