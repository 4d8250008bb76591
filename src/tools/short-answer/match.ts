import { STOP_WORDS } from '../../answers/word-lists.ts';
import type { WordSpan } from '../../answers/words-read.ts';
import { similarWords } from '../../text/similar-words.ts';
import type { Alias } from './answer-key.ts';
import { type Token, tokenize } from './tokens.ts';

/** A response read for comparing. */
export interface Response {
  readonly tokens: readonly Token[];
  readonly positions: ReadonlyMap<string, readonly number[]>;
  /** Positions of the tokens that are no stop words. */
  readonly carrying: readonly number[];
  readonly sentences: number;
}

/** How one alias stands to a response. Shares are of word weights, from 0 to 1. */
export interface Match {
  readonly alias: Alias;
  readonly spans: readonly WordSpan[];
  /** Where its first and last word stand close together: "Edwin Powell Hubble" for "Edwin Hubble", and the reverse. */
  readonly near: readonly WordSpan[];
  readonly recall: number;
  readonly novelRecall: number;
  /** Recall of words as they are, without similar ones. */
  readonly strictRecall: number;
  readonly firstWord: number;
  readonly lastWord: number;
}

const MOST_SPANS = 8;

export function readResponse(text: string): Response {
  const tokens = tokenize(text);
  const positions = new Map<string, number[]>();
  tokens.forEach((token, index) => {
    const known = positions.get(token.text);
    if (known) known.push(index);
    else positions.set(token.text, [index]);
  });
  const carrying = tokens.flatMap((token, index) => (STOP_WORDS.has(token.text) ? [] : [index]));
  return { tokens, positions, carrying, sentences: (tokens.at(-1)?.sentence ?? -1) + 1 };
}

/** @returns one match an alias, in the order of the aliases */
export function matchAliases(aliases: readonly Alias[], response: Response): Match[] {
  const likeness = likenessTo(response);
  return aliases.map((alias) => {
    let recall = 0;
    let novel = 0;
    let strict = 0;
    for (const word of alias.content) {
      const likes = likeness(word.text);
      recall += likes * word.weight;
      if (likes === 1) strict += word.weight;
      if (word.novel) novel += likes * word.weight;
    }
    return {
      alias,
      spans: strict > 0.999 * alias.weight ? findSpans(alias, response) : [],
      near: findNear(alias, response),
      recall: recall / alias.weight,
      novelRecall: alias.novelWeight > 0 ? novel / alias.novelWeight : recall / alias.weight,
      strictRecall: strict / alias.weight,
      firstWord: likeness(alias.content[0]!.text),
      lastWord: likeness(alias.content.at(-1)!.text),
    };
  });
}

/** @returns whichever matches best: held whole before in parts, then the most of its weight */
export function bestMatch(matches: readonly Match[]): Match | null {
  let best: Match | null = null;
  let bestRank = -1;
  for (const match of matches) {
    const whole = match.spans.length > 0 ? 2 : match.near.length > 0 ? 0.5 : 0;
    const rank = whole + match.recall + 0.5 * match.novelRecall + 0.02 * Math.min(5, match.alias.weight);
    if (rank > bestRank) {
      best = match;
      bestRank = rank;
    }
  }
  return best;
}

function likenessTo(response: Response): (word: string) => number {
  const byLetter = new Map<string, string[]>();
  for (const word of response.positions.keys()) {
    const letter = word[0]!;
    const group = byLetter.get(letter);
    if (group) group.push(word);
    else byLetter.set(letter, [word]);
  }
  const known = new Map<string, number>();
  return (word) => {
    if (response.positions.has(word)) return 1;
    let best = known.get(word);
    if (best === undefined) {
      best = 0;
      for (const other of byLetter.get(word[0]!)?.slice(0, 80) ?? [])
        best = Math.max(best, similarWords(word, other));
      known.set(word, best);
    }
    return best;
  };
}

function findNear(alias: Alias, response: Response): WordSpan[] {
  const first = alias.content[0]!.text;
  const last = alias.content.at(-1)!.text;
  if (first === last) return [];
  const ends = response.positions.get(last) ?? [];
  return (response.positions.get(first) ?? []).slice(0, MOST_SPANS).flatMap((from) => {
    const to = ends.find((at) => at > from && at <= from + alias.content.length + 2);
    if (to === undefined || response.tokens[to]!.sentence !== response.tokens[from]!.sentence) return [];
    const inner = response.tokens.slice(from + 1, to);
    return inner.some((token) => token.text === 'or' || token.text === 'and') ? [] : [{ from, to: to + 1 }];
  });
}

/** Finds the alias as a run of words; stop words on either side of the comparison may differ. */
function findSpans(alias: Alias, response: Response): WordSpan[] {
  const wanted = alias.words.filter((word) => !STOP_WORDS.has(word));
  const strict = wanted.length === 0;
  const words = strict ? alias.words : wanted;
  const order = strict ? response.tokens.map((_, index) => index) : response.carrying;
  const spans: WordSpan[] = [];
  for (let start = 0; start + words.length <= order.length && spans.length < MOST_SPANS; start += 1) {
    if (response.tokens[order[start]!]!.text !== words[0]) continue;
    const from = order[start]!;
    const to = order[start + words.length - 1]! + 1;
    const loose = to - from <= alias.words.length + words.length;
    if (loose && words.every((word, index) => response.tokens[order[start + index]!]!.text === word))
      spans.push({ from, to });
  }
  return spans;
}
