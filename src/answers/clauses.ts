import type { ReadWord, WordSpan } from './words-read.ts';

/** A stretch of a response between two marks or joining words that may hold a statement of its own. */
export interface Clause {
  readonly words: readonly string[];
  /** Words `from` … `to - 1`. */
  readonly from: number;
  readonly to: number;
  /** Whether it holds the answer. */
  readonly good: boolean;
  /** The word that joins it to the clause before; '' where a mark does. */
  readonly joint: string;
}

const JOINS = new Set(
  'while because and but whereas or although though since so then yet also however'.split(' '),
);
const RELATIVE = new Set('who which whom whose where when that'.split(' '));
const MOST_CLAUSES = 60;
const MOST_WORDS = 40;

/**
 * @param spans where the answer stands
 * @param relative whether a relative word begins a clause too
 * @returns the clauses of a response, in order; at most 60, each of at most 40 words
 */
export function clausesOf(
  words: readonly ReadWord[],
  spans: readonly WordSpan[],
  text: string,
  relative = false,
): Clause[] {
  const covered = new Uint8Array(words.length);
  for (const span of spans) covered.fill(1, span.from, span.to);
  const clauses: Clause[] = [];
  let from = 0;
  let joint = '';
  const close = (to: number) => {
    const inside = words.slice(from, to);
    if (inside.length > 0 && inside.length <= MOST_WORDS)
      clauses.push({
        words: inside.map((token) => token.text),
        from,
        to,
        good: covered.subarray(from, to).includes(1),
        joint,
      });
    from = to;
    joint = '';
  };
  for (const [index, token] of words.entries()) {
    const last = words[index - 1];
    const inside = covered[index] === 1 && covered[index - 1] === 1;
    const gap = last ? text.slice(last.end, token.start) : '';
    const joins = JOINS.has(token.text) || (relative && RELATIVE.has(token.text));
    const inDate = gap === ', ' && isDated(last?.text) && isDated(token.text);
    if (
      !inside &&
      !inDate &&
      (token.sentence !== last?.sentence || /[;,:\n|()]|\s[-–—]\s|[.!?]\s/.test(gap) || joins)
    )
      close(index);
    if (clauses.length >= MOST_CLAUSES) return clauses;
    if (joins && from === index && !inside) {
      joint = token.text;
      from = index + 1;
    }
  }
  close(words.length);
  return clauses;
}

const isDated = (word: string | undefined) => word !== undefined && /^(?:m\d{1,2}|#?\d{1,4})$/.test(word);
