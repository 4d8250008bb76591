import { levenshtein } from './metrics/levenshtein.ts';

/**
 * @param names the likeliest first
 * @returns the first that is two slips of the hand away, one where it is short; else null
 */
export function nearName(given: string, names: readonly string[]): string | null {
  const letters = codePoints(given.toLowerCase());
  const near = names.find((name) => {
    const most = name.length >= 6 ? 2 : 1;
    return Math.abs(name.length - given.length) <= most && levenshtein(letters, codePoints(name)) <= most;
  });
  return near ?? null;
}

function codePoints(text: string): number[] {
  return Array.from(text.slice(0, 80), (letter) => letter.codePointAt(0)!);
}
