/**
 * What Python's `str` and `re` mean by space, word and case, where JavaScript means something else. Checkers written
 * in Python are the reference of several tools; a response is judged as they judge it, to the character.
 */

/** Inside a character class with the `u` flag: the characters of `str.isspace()`, which are those of `\s`. */
export const PYTHON_SPACE =
  '\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

/** Inside a character class with the `u` flag: the characters of `\w` (`str.isalnum()` and the underscore). */
export const PYTHON_WORD = '\\p{L}\\p{N}_';

const WORD = new RegExp(`[${PYTHON_WORD}]`, 'u');
const SPACES = new RegExp(`[${PYTHON_SPACE}]+`, 'u');
const NOT_UPPER = /[\p{Lowercase}\p{Lt}]/u;
const NOT_LOWER = /[\p{Uppercase}\p{Lt}]/u;

/** Of each ASCII unit: 1 if `\w` matches it. */
const ASCII_WORD = Uint8Array.from({ length: 128 }, (_, unit) =>
  /\w/.test(String.fromCharCode(unit)) ? 1 : 0,
);

/** @returns whether `str.isspace()` holds for the UTF-16 unit */
export function isPythonSpace(unit: number): boolean {
  if (unit < 0x80) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || (unit >= 0x1c && unit <= 0x1f);
  return (
    unit === 0x85 ||
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  );
}

/** `str.strip()`, or `str.strip(characters)` for one-unit characters. */
export function pythonStrip(text: string, characters?: string): string {
  return pythonStripEnd(pythonStripStart(text, characters), characters);
}

/** `str.lstrip`. */
export function pythonStripStart(text: string, characters?: string): string {
  let start = 0;
  while (start < text.length && strips(text, start, characters)) start += 1;
  return start === 0 ? text : text.slice(start);
}

/** `str.rstrip`. */
export function pythonStripEnd(text: string, characters?: string): string {
  let end = text.length;
  while (end > 0 && strips(text, end - 1, characters)) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

function strips(text: string, index: number, characters: string | undefined): boolean {
  return characters === undefined
    ? isPythonSpace(text.charCodeAt(index))
    : characters.includes(text.charAt(index));
}

/** @returns whether `not text.strip()`, without making the stripped text */
export function isPythonBlank(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (!isPythonSpace(text.charCodeAt(index))) return false;
  }
  return true;
}

/** `str.split()`: the runs of anything but space. */
export function pythonSplit(text: string): string[] {
  const stripped = pythonStrip(text);
  return stripped === '' ? [] : stripped.split(SPACES);
}

/** `str.isupper()`: at least one cased letter, and none that is not upper case. */
export function isPythonUpper(text: string): boolean {
  return !NOT_UPPER.test(text) && /\p{Uppercase}/u.test(text);
}

/** `str.islower()`. */
export function isPythonLower(text: string): boolean {
  return !NOT_LOWER.test(text) && /\p{Lowercase}/u.test(text);
}

/** @returns whether `\w` matches the code point that the unit at `index` belongs to; false beyond the text */
export function isPythonWordAt(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  if (unit < 0x80) return ASCII_WORD[unit] === 1;
  if (!(unit >= 0x80)) return false;
  const low = unit >= 0xdc00 && unit <= 0xdfff;
  return WORD.test(String.fromCodePoint(text.codePointAt(low && index > 0 ? index - 1 : index) ?? unit));
}

/** `len(re.findall(r'\w+', text))`. */
export function countPythonWords(text: string): number {
  let count = 0;
  let inside = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    const word = unit < 0x80 ? ASCII_WORD[unit]! : Number(isPythonWordAt(text, index));
    count += word & ~inside;
    inside = word;
  }
  return count;
}
