/** Letters and digits of the shortest quote that shows something, where the text has that many. */
const LEAST = 3;

/** @returns whether a quote stands in a text, but for case, spaces, quotation marks, bars of the fence and dots at a cut */
export function standsIn(quote: string, text: string): boolean {
  const wanted = folded(quote);
  const held = folded(text);
  return wanted !== '' && wanted.length >= Math.min(LEAST, held.length) && held.includes(wanted);
}

function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?:^|\n)\| /g, ' ')
    .replace(/^(?:\.\.\.|…)|(?:\.\.\.|…)$/g, '')
    .replace(/[\s"'“”„«»‘’`*_⟨⟩]+/gu, '');
}
