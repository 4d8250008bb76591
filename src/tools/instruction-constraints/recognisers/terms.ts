import type { JsonValue } from '../../../spec/json.ts';
import { type PromptView, unquoted } from '../../../text/prompt/prompt-view.ts';

const WORD = "[\\p{L}\\p{N}][\\p{L}\\p{N}'#+-]{0,40}";
/** A word, or something in quotation marks. */
export const TERM = `(?:\\x01{3,200}|${WORD})`;
/** Several of them: `a, b and "c d"`. */
export const TERMS = `${TERM}(?:(?:,? (?:and|or) |, ?| ?& ?)(?:the (?:key)?words? |the phrase )?${TERM}){0,11}`;

const ONE = new RegExp(TERM, 'gu');
/** Words that begin something else than a term, so that a list of bare words with one of them was misread. */
const NO_TERM =
  /^(?:the|a|an|and|or|in|of|to|do|don't|not|no|use|make|write|include|your|you|it|is|be|with|that|this|these|those|at|please|must|should|have|has|any|all|keep|end|start|begin|finish|wrap|add|also|then|separate|limit|only|each|every|such|like|as|for|from|on|if|when|where|which|who|following|etc|other|more|least|less|than|mention|avoid|put|give|highlight|exactly)$/u;
/** What may follow a list of bare words. */
const LIST_ENDS =
  /^ ?(?:$|[.!?;:)\n]| (?:in|anywhere|somewhere|within|throughout|at|for|should|must|cannot|can|may|to|are|is|appears?|need|needs|has|have|less|more|exactly|no|once|twice|\d)\b|,? (?:and|but|then) (?:the|make|do|don't|your|use|end|finish|write|it|be|please|avoid|wrap|include|at|have|put|start|refrain)\b|,)/u;

/**
 * @returns the terms of a list as written and where the list ends, or null where that cannot be told. Quoted terms end where
 * a bare word begins something else: `"a", "b" and be brief`.
 */
export function readTerms(
  view: PromptView,
  start: number,
  end: number,
): { readonly terms: string[]; readonly end: number } | null {
  const listed: string[] = [];
  let bare = false;
  let last = start;
  for (const match of view.text.slice(start, end).matchAll(ONE)) {
    const at = start + match.index;
    const isQuoted = match[0].startsWith('\x01');
    if (!isQuoted && /^(?:and|or|the|keywords?|words?|phrase)$/.test(match[0])) {
      if (match[0] === 'and' || match[0] === 'or' || listed.length > 0) continue;
      return null;
    }
    if (!isQuoted && (NO_TERM.test(match[0]) || (listed.length > 0 && !bare))) {
      return listed.length > 0 && !bare ? { terms: listed, end: last } : null;
    }
    last = at + match[0].length;
    bare ||= !isQuoted;
    const term = unquoted(view, at, at + match[0].length)
      .trim()
      .replace(/[.,;:]$/, '');
    if (term === '') return null;
    listed.push(term);
  }
  if (listed.length === 0) return null;
  const rest = view.text.slice(end, end + 40).replace(/^\]/, '');
  if (/^,? ?(?:etc|and so on|and the like)/.test(rest)) return null;
  return bare && !LIST_ENDS.test(rest) ? null : { terms: listed, end };
}

/** IFEval reads keywords as regular expressions. */
export function asPattern(term: string): JsonValue {
  return term.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
