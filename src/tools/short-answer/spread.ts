import type { Alias } from './answer-key.ts';
import type { Response } from './match.ts';

/** Length of the alias over the shortest stretch that holds all of its words found (0 where fewer than one is). */
export function windowShare(alias: Alias, response: Response): number {
  const found = alias.content.flatMap((word) =>
    (response.positions.get(word.text) ?? []).slice(0, 12).map((at) => ({ at, word: word.text })),
  );
  const wanted = new Set(found.map((entry) => entry.word)).size;
  if (wanted === 0) return 0;
  found.sort((left, right) => left.at - right.at);
  const inside = new Map<string, number>();
  let shortest = Number.POSITIVE_INFINITY;
  let start = 0;
  for (const entry of found) {
    inside.set(entry.word, (inside.get(entry.word) ?? 0) + 1);
    while (inside.size === wanted) {
      const from = found[start]!;
      shortest = Math.min(shortest, entry.at - from.at + 1);
      const left = inside.get(from.word)! - 1;
      if (left === 0) inside.delete(from.word);
      else inside.set(from.word, left);
      start += 1;
    }
  }
  return wanted / shortest;
}

/** @returns the most of an alias's weight that one sentence holds, as a share */
export function sentenceRecall(alias: Alias, response: Response): number {
  const bySentence = new Map<number, number>();
  for (const word of alias.content) {
    const sentences = new Set(
      (response.positions.get(word.text) ?? []).map((at) => response.tokens[at]!.sentence),
    );
    for (const sentence of sentences) bySentence.set(sentence, (bySentence.get(sentence) ?? 0) + word.weight);
  }
  return Math.max(0, ...bySentence.values()) / alias.weight;
}
