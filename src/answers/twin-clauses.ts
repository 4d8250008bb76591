import { type Clause, clausesOf } from './clauses.ts';
import { FRAME_WORDS, STOP_WORDS } from './word-lists.ts';
import type { NamedAnswer } from './words-read.ts';

/**
 * Whether a response says one sentence twice with two answers: two clauses that are alike but for a few words, of which
 * one holds the answer and the other something else in its place.
 */
export function hasTwinClauses({ words, spans, text, keyWords, asked }: NamedAnswer): boolean {
  const clauses = clausesOf(words, spans, text);
  const good = clauses.filter((clause) => clause.good);
  const others = clauses.filter((clause) => !clause.good);
  return good.some((left) => others.some((right) => areTwins(left, right, keyWords, asked)));
}

function areTwins(
  left: Clause,
  right: Clause,
  keyWords: ReadonlySet<string>,
  asked: ReadonlySet<string>,
): boolean {
  const shared = sharedInOrder(left.words, right.words);
  const carrying = shared.filter((word) => !STOP_WORDS.has(word) && !keyWords.has(word));
  const longer = Math.max(left.words.length, right.words.length);
  if (shared.length < 2 || carrying.length === 0 || shared.length < 0.5 * longer) return false;
  const rest = right.words.filter((word) => !shared.includes(word));
  return (
    rest.length > 0 &&
    rest.length <= 5 &&
    rest.some((word) => !STOP_WORDS.has(word) && !FRAME_WORDS.has(word) && !asked.has(word))
  );
}

/** @returns a longest common subsequence */
function sharedInOrder(left: readonly string[], right: readonly string[]): string[] {
  const rows = Array.from({ length: left.length + 1 }, () => new Uint8Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i -= 1)
    for (let j = right.length - 1; j >= 0; j -= 1)
      rows[i]![j] =
        left[i] === right[j] ? rows[i + 1]![j + 1]! + 1 : Math.max(rows[i + 1]![j]!, rows[i]![j + 1]!);
  const shared: string[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    if (left[i] === right[j]) {
      shared.push(left[i]!);
      i += 1;
      j += 1;
    } else if (rows[i + 1]![j]! >= rows[i]![j + 1]!) i += 1;
    else j += 1;
  }
  return shared;
}
