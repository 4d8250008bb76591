import type { WordSpan } from '../../answers/words-read.ts';
import type { Match, Response } from './match.ts';

/** Where in a response the answer stands. */
export interface Located {
  /** In order; whole aliases, or the words of the best one where none is there whole. */
  readonly spans: readonly WordSpan[];
  /** Words of the aliases found. */
  readonly keyWords: ReadonlySet<string>;
  readonly whole: boolean;
}

/** @returns where the answer stands; parts count only where they are most of what the question does not hold */
export function locate(best: Match, matches: readonly Match[], response: Response): Located {
  const keyWords = new Set<string>();
  const spans: WordSpan[] = [];
  for (const match of matches) {
    if (match.spans.length + match.near.length === 0) continue;
    for (const word of match.alias.content) keyWords.add(word.text);
    spans.push(...match.spans, ...match.near);
  }
  const whole = spans.length > 0;
  if (!whole && best.novelRecall >= 0.3) {
    for (const word of best.alias.content) {
      keyWords.add(word.text);
      if (!word.novel) continue;
      for (const at of (response.positions.get(word.text) ?? []).slice(0, 4))
        spans.push({ from: at, to: at + 1 });
    }
  }
  return {
    spans: spans.sort((left, right) => left.from - right.from || left.to - right.to),
    keyWords,
    whole,
  };
}
