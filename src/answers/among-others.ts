import type { Found } from './grammar.ts';

const LISTED = /[,;\n|]|\bor\b/g;

const NO_CANDIDATE =
  /^(?:so|because|since|as|thus|hence|therefore|clearly|of course|indeed|certainly|well|which|who|that|while|whereas|and (?!.{0,12}$)|but|not|it|this|the others?|we|i|they|he|she|there|is|are|has|no|wait|sorry|actually|maybe|perhaps|indeed)\b/i;

/** "Paris, invalid, AC, A, valid": a list of candidates, some of them values of no kind, settles on none. */
export function isAmongOthers<Value>(text: string, found: readonly Found<Value>[]): boolean {
  let others = 0;
  let start = 0;
  const list = `${text},`;
  LISTED.lastIndex = 0;
  for (let match = LISTED.exec(list); match; match = LISTED.exec(list)) {
    const end = match.index;
    const item = text.slice(start, end);
    const value = found.find((one) => one.start < end && one.end > start);
    const holds = value !== undefined;
    if (value && isSentence(text.slice(start, Math.max(start, value.start)))) return false;
    if (!holds && /[\p{L}\p{N}]/u.test(item)) {
      if (
        item.trim().split(/\s+/).length > 8 ||
        NO_CANDIDATE.test(item.trim()) ||
        /\b(?:is|are|was|were)\b/i.test(item)
      )
        return false;
      others += 1;
    }
    start = end + match[0].length;
  }
  return others >= 2;
}

/** "the capital is", "The closing brackets are:": what leads to a value says that it is the answer. */
function isSentence(lead: string): boolean {
  return /\b(?:is|are|was|were)\b|[:=→]\s*$/.test(lead);
}
