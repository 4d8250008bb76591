/** A stretch of a prompt: UTF-16 units, the end not included. */
export interface Clause {
  readonly start: number;
  readonly end: number;
}

/** @returns the sentences of a folded prompt; a line break and a semicolon end one too */
export function sentencesOf(text: string): Clause[] {
  const found: Clause[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const unit = text[at];
    const ends =
      unit === undefined || unit === '\n' || (/[.!?;]/.test(unit) && /[\s)\x01]|^$/.test(text[at + 1] ?? ''));
    if (!ends) continue;
    if (text.slice(start, at).trim() !== '') found.push({ start, end: Math.min(at + 1, text.length) });
    start = at + 1;
  }
  return found;
}
