const COMMAND =
  /\\(?:boxed|[dt]?frac|sqrt|left|cdot|times|text|begin|pi|sum|int|infty|[lc]?dots(?![a-z])|[([])/;
const DOLLARS = /\$([^$\n]{1,80})\$/g;

/**
 * @returns true where a text is written with LaTeX: a command, or a formula between dollar signs. Two prices in one
 * sentence are no formula: between them stand words.
 */
export function hasLatex(text: string): boolean {
  if (COMMAND.test(text)) return true;
  for (const [, inner = ''] of text.matchAll(DOLLARS)) if (isFormula(inner)) return true;
  return false;
}

function isFormula(inner: string): boolean {
  if (/^\s*\d([\d.,]*\d)?\s*$/.test(inner)) return inner.startsWith(' ') === inner.endsWith(' ');
  return !/(?<![\\a-zA-Z])[a-zA-Z]{3,}|^[\d.,\s]*$|^\d[\d.,]*\s+[a-z]/i.test(inner);
}
