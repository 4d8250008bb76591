/** Features of how a response is written, each with the sign that shows it. */
const FEATURES: readonly (readonly [string, RegExp])[] = [
  ['box', /\\boxed\s*\{/],
  ['fence', /```|~~~/],
  ['think', /<\/?think/i],
  ['tag', /<\/?(?!think)[a-z_]{2,30}>/i],
  ['heading', /^#{1,6} /m],
  ['list', /^\s*(?:[-*•]|\d+[.)]) /m],
  ['table', /^\s*\|.*\|/m],
  ['marker', /^#### /m],
  ['bold', /\*\*\S/],
  ['formula', /\$[^$\n]{1,200}\$|\\\(|\\\[/],
  ['object', /^\s*[[{]/],
  ['other script', /[\u0370-\u1fff\u3040-\u9fff\uac00-\ud7af]/],
  ['shown signs alone', /^[\s\p{P}\p{S}]*$/u],
];

/** Characters of a response that are looked at. */
const LOOKED_AT = 20_000;

/** @returns the form of a response: the names of its features in one word */
export function formOf(text: string): string {
  const shown = text.length > LOOKED_AT ? text.slice(0, LOOKED_AT) : text;
  return FEATURES.flatMap(([name, sign]) => (sign.test(shown) ? [name] : [])).join('+');
}
