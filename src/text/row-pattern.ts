/** Characters of a pattern above which it is not compiled: the engine's own compiler recurses on long ones, and dies of it. */
export const LONGEST_PATTERN = 2_000;

/**
 * Compiles a regular expression that came out of a row. Whoever runs it does so where it can be killed: it may be as slow
 * as its author likes.
 * @throws SyntaxError where it is none, or too long
 */
export function rowPattern(pattern: string, flags: string): RegExp {
  if (pattern.length > LONGEST_PATTERN)
    throw new SyntaxError(`a pattern of ${pattern.length} characters, at most ${LONGEST_PATTERN} are taken`);
  return new RegExp(pattern, flags);
}

/** @returns the text as a pattern that matches it and nothing else */
export function literalPattern(text: string): string {
  return text.replace(/[^\p{L}\p{N}_]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
