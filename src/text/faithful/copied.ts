import { wordsOf } from './words-of.ts';

const FEWEST = 12;
const PASSAGE = 5;

/**
 * Prepares a check whether a text is a passage of its source, copied: all of it word for word, or nearly all of its runs of five
 * words. A text that a reference says too is none.
 */
export function prepareCopiedCheck(source: string, references: readonly string[]): (text: string) => boolean {
  const words = folded(source);
  if (words.length < 2 * FEWEST) return () => false;
  const whole = ` ${words.join(' ')} `;
  const runs = runsOf(words);
  const wanted = references.map((text) => runsOf(folded(text)));
  return (text) => {
    const said = folded(text);
    if (said.length < FEWEST) return false;
    const own = runsOf(said);
    if (wanted.some((set) => share(own, set) > 0.5)) return false;
    // The last word may be cut.
    return whole.includes(` ${said.slice(0, -1).join(' ')} `) || (said.length > 40 && share(own, runs) > 0.9);
  };
}

function folded(text: string): string[] {
  return wordsOf(text).map((word) => word.toLowerCase());
}

function runsOf(words: readonly string[]): Set<string> {
  return new Set(words.slice(PASSAGE - 1).map((_, index) => words.slice(index, index + PASSAGE).join(' ')));
}

function share(own: ReadonlySet<string>, of: ReadonlySet<string>): number {
  return own.size === 0 ? 0 : [...own].filter((run) => of.has(run)).length / own.size;
}
