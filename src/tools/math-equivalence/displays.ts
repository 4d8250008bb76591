const DISPLAY =
  /\$\$[^$]{1,3000}\$\$|\\\[[\s\S]{1,3000}?\\\]|\\begin\{([a-z]{3,12}\*?)\}[\s\S]{1,3000}?\\end\{\1\}/g;

/** An inline formula that is broken over lines is none. */
const BROKEN = /(?<![$\\])\$[ \t]*\n[^$\n]{0,300}\n[ \t]*\$(?!\$)|\\\([ \t]*\n[^\n]{0,300}\n[ \t]*\\\)/g;

/** @returns a text whose displayed formulas stand on one line each, so that no line end cuts them, and without broken formulas */
export function oneLineDisplays(text: string): string {
  if (!text.includes('\n') || !(text.includes('\\') || text.includes('$'))) return text;
  const whole = mayBreak(text) ? text.replace(BROKEN, ' ') : text;
  if (!(whole.includes('$$') || whole.includes('\\[') || whole.includes('\\begin'))) return whole;
  return whole.replace(DISPLAY, (display) => display.replaceAll('\n', ' '));
}

/** A cheap look first: most texts have dollars in front of numbers alone. */
function mayBreak(text: string): boolean {
  if (!(text.includes('$\n') || text.includes('$ ') || text.includes('$\t') || text.includes('\\(')))
    return false;
  return /\$[ \t]*\n|\\\([ \t]*\n/.test(text);
}
