const QUANTITY = /^([-−+]?\d[\d.,]*(?:\/\d+)?)\s+([mgshlL])(?:\s?\^?\{?([23])\}?|([²³]))?\.?$/;

/**
 * A reference that is a number and, apart from it, one letter that names a unit: "5000 m", "12 s". Such a letter is a unit where the
 * question does not reckon with it as a symbol.
 * @returns the reference with the letter written as a unit, or null
 */
export function withUnitLetter(reference: string, prompt: string): string | null {
  const [, number, letter, digit, raised] = QUANTITY.exec(reference.trim()) ?? [];
  if (number === undefined || letter === undefined) return null;
  if (isSymbol(letter, prompt.slice(-4_000))) return null;
  const power = digit ?? raised?.normalize('NFKC');
  return `${number} \\text{ ${letter}}${power ? `^${power}` : ''}`;
}

/** Whether the letter stands beside an operator, a bracket or an equals sign, or alone between dollars. */
function isSymbol(letter: string, prompt: string): boolean {
  const term = `\\d{0,9}${letter}(?![\\p{L}])`;
  return new RegExp(
    `[-−+*/^=(|_]\\s?${term}|(?<!\\p{L})${term}\\s?[-−+*^=|_(]|\\$\\s?${term}\\s?\\$|\\b(?:of|for|variable|let|find|solve) ${letter}\\b`,
    'u',
  ).test(prompt);
}

/** Whether an answer ends in a number and one letter: only the reference as it is written can tell "5 s" from "5 m". */
export function isLetterBehindNumber(answer: string): boolean {
  return /\d\s?\p{L}(?:\s?\^?\{?[2-9]\}?|[²³])?[\s.$]*$/u.test(answer);
}
