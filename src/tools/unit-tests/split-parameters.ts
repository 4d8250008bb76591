/** @returns the parameters of a list, which is split at its outermost commas */
export function splitParameters(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at]!;
    if ('<(['.includes(letter)) depth += 1;
    if ('>)]'.includes(letter)) depth -= 1;
    if (letter === ',' && depth === 0) {
      found.push(text.slice(start, at));
      start = at + 1;
    }
  }
  found.push(text.slice(start));
  return found.map((part) => part.trim()).filter((part) => part !== '' && part !== 'void');
}
