/**
 * References that are notation, not words: `O(n log n)`, `get_weather(city="Berlin")`, `x[0]`, `n^2`. They are compared
 * sign by sign, without spaces.
 */
const NOTATION = /\p{L}\(|[[\]{}=^<>_\\²³√∑∫]|::|->|\p{L}\*\p{L}/u;
const LONGEST = 300;

export function isNotation(text: string): boolean {
  return text.length <= LONGEST && NOTATION.test(text) && !/\p{L}{3,} \p{L}{3,} \p{L}{3,}/u.test(text);
}

/** @returns notation in one spelling */
export function plainNotation(text: string): string {
  return text
    .trim()
    .replace(/^[`$"“”*]+|[`$"“”*.,;]+$/g, '')
    .replace(/²/g, '^2')
    .replace(/³/g, '^3')
    .replace(/\\(?:log|ln|sin|cos)\b/g, (name) => name.slice(1))
    .replace(/\\(?:cdot|times)\b|[·×]/g, '*')
    .replace(/[“”']/g, '"')
    .replace(/\^\{(\w+)\}/g, '^$1')
    .replace(/\s+/g, '')
    .toLowerCase();
}

/** Whether a text holds notation as a thing of its own, no part of longer notation. */
export function holdsNotation(text: string, notation: string): boolean {
  const plain = plainNotation(text);
  const wanted = plainNotation(notation);
  const at = plain.indexOf(wanted);
  if (at < 0 || wanted === '') return false;
  return !/[\w(^*]/.test(plain[at + wanted.length] ?? '') && plain.indexOf(wanted, at + 1) < 0;
}
