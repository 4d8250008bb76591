/**
 * PostgreSQL's text holds neither the character NUL nor half a surrogate pair, and responses have both. They stand as
 * `\u0010` (which no keyboard makes) and four hexadecimal digits; `\u0010` itself does too, so that what is read is what was
 * written, and different texts stay different.
 */
const MARK = '\u0010';
const ODD = /[\u0000\u0010]|\p{Surrogate}/gu;
const MARKED = /\u0010([0-9a-f]{4})/g;

/** @returns a text in the form that PostgreSQL holds */
export function storedText(text: string): string {
  return text.replace(ODD, (odd) => MARK + odd.charCodeAt(0).toString(16).padStart(4, '0'));
}

/** @returns the text of before `storedText` */
export function readText(stored: string): string {
  if (!stored.includes(MARK)) return stored;
  return stored.replace(MARKED, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
