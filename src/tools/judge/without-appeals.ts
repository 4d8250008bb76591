import { isAppeal } from './appeals.ts';

/** A prompt whose answer may well speak of judging. */
const ABOUT_JUDGING =
  /\b(?:prompt injections?|jailbreak\w*|red.?team\w*|rubrics?|reward hack\w*|(?:persuade|convince|bribe|address) (?:a|the) (?:judge|jury|grader|examiner))\b/i;
const SENTENCES = /[^\n.!?。！？؟।…]{1,400}[.!?。！？؟।…]*["'”’)\]]*[ \t]*|\n|[^\n]/gu;
/** What stands in the place of what was taken out. */
const LEFT_OUT = '⟨words to the reader, left out⟩ ';

interface WithoutAppeals {
  readonly text: string;
  /** How many sentences were taken out. */
  readonly sentences: number;
}

/**
 * Takes the sentences out of a response that speak to whoever judges it, so that no model is shown them.
 * @param prompt where it speaks of judging itself, nothing is taken out
 */
export function withoutAppeals(response: string, prompt: string): WithoutAppeals {
  const parts = Array.from(response.matchAll(SENTENCES), ([part]) => part);
  const appeals = parts.map(isAppeal);
  const sentences = appeals.filter(Boolean).length;
  if (sentences === 0 || ABOUT_JUDGING.test(prompt) || asksForAppeals(prompt))
    return { text: response, sentences: 0 };
  let open = false;
  const kept = parts.map((part, at) => {
    const mark = appeals[at] && !open ? LEFT_OUT : '';
    if (appeals[at] || part.trim() !== '') open = appeals[at] === true;
    return appeals[at] ? mark : part;
  });
  return { text: kept.join('').trim(), sentences };
}

/** @returns the response without the marks of what was taken out */
export function withoutMarks(text: string): string {
  return text.replaceAll(LEFT_OUT.trim(), '');
}

function asksForAppeals(prompt: string): boolean {
  return (prompt.match(SENTENCES) ?? []).some(isAppeal);
}
