import type { SearchTerms } from './tokens.ts';

export type Searched = 'responses' | 'prompts';

/** Which words stand in which responses and prompts. */
export interface SearchedWords {
  /** @returns the numbers from `from` to `to` whose texts have all words, in rising order: records, or numbers of queries */
  matches(which: Searched, terms: SearchTerms, from: number, to: number): Promise<number[]> | number[];
}
