/** A piece of prose and where it stands. */
export interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A number or letter of a list, an initial, an abbreviation. */
const ABBREVIATED =
  /(?:^|\n)[\s*_#>-]{0,6}(?:\p{L}|\d{1,2})\.$|(?:(?<!\p{L})(?!Option|Choice|Answer|Letter)\p{Lu}\p{Ll}+ |(?<!\p{L})\p{Lu}\. ?)\p{Lu}\.$|(?:^|[\s(])(?:[Mm]rs?|[Mm]s|[Dd]r|[Ss]t|[Mm]t|vs|etc|e\.g|i\.e|approx|ca|[Ff]ig|eq|bzw|z\.b|p\.ej|[JjSs]r|U\.S|U\.K)\.$/u;
/** `5! = 120`: no end of a sentence. */
const FACTORIAL = /^[\dn)]!\s?[=+*/×·≈^)<>−-]/;
const END = /[.!?。！？；]+["')\]*”»]{0,4}(?=\s|$|[\u3000-\u9fff\uac00-\ud7af])|\n+/gu;

/**
 * Cuts a text into sentences and lines: a line end always cuts, a full stop where white space follows and the word in
 * front is neither a number of a list, an initial nor an abbreviation.
 * @returns the pieces that say something, trimmed, in order
 */
export function sentencesOf(text: string, from = 0, to = text.length): Piece[] {
  const pieces: Piece[] = [];
  let start = from;
  const push = (end: number): void => {
    const behind = text.slice(start, end).trimStart();
    const first = end - behind.length;
    const piece = behind.trimEnd();
    if (/[\p{L}\p{N}\p{S}[\](){}]/u.test(piece))
      pieces.push({ text: piece, start: first, end: first + piece.length });
    start = end;
  };
  END.lastIndex = from;
  for (let match = END.exec(text); match && match.index < to; match = END.exec(text)) {
    const end = match.index + match[0].length;
    if (match[0] === '!' && FACTORIAL.test(text.slice(match.index - 1, end + 3))) continue;
    if (
      match[0] === '.' &&
      ABBREVIATED.test(text.slice(Math.max(from, start - 1, end - 24), end)) &&
      !/\n/.test(text.slice(end, end + 1)) &&
      /\S/.test(text.slice(end, end + 3))
    )
      continue;
    push(Math.min(end, to));
  }
  push(to);
  return pieces;
}
