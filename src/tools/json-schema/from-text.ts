import type { Leaf } from '../../text/json-leaves.ts';

const TAKES_FROM =
  /\b(?:extract|parse|pull out|(?:turn|convert|put|transform|change|structure|represent|encode|format) (?:this|these|the (?:following|sentence|text|data|information|paragraph|record|facts?|above))(?: \w+){0,3} (?:in|into|to|as) (?:a |an )?(?:valid )?json|from (?:the|this) (?:following )?(?:text|sentence|e-?mail|passage|message|review|article|description|paragraph|document|transcript))\b/i;
const FEWEST_WORDS = 12;

/** Numbers up to here are often counted or said in words. */
const MOST_COUNTED = 12;

/**
 * @param free the leaves whose values the schema does not list itself
 * @returns whether a document may have been taken from the text in the prompt: values of it stand there, words or numbers, and more than
 * are plainly made up (several words of which the text has none, a larger number that it does not have). The request in front of the
 * text is no part of it. True where the prompt asks for nothing of the sort
 */
export function isFromText(free: readonly Leaf[], prompt: string): boolean {
  if (!TAKES_FROM.test(prompt) || prompt.split(/\s+/).length < FEWEST_WORDS) return true;
  const [request] = /^[^:\n]{0,400}[:\n]/.exec(prompt) ?? [''];
  const text = TAKES_FROM.test(request) ? prompt.slice(request.length) : prompt;
  const given = new Set(wordsOf(text));
  const leaves = free.filter(({ value }) => typeof value === 'string' || typeof value === 'number');
  const taken = leaves.filter(({ value }) => wordsOf(String(value)).some((word) => given.has(word)));
  const made = leaves.filter((leaf) => !taken.includes(leaf) && isMadeUp(leaf.value));
  return leaves.every(({ value }) => wordsOf(String(value)).length === 0) || taken.length > made.length;
}

function isMadeUp(value: Leaf['value']): boolean {
  return typeof value === 'number' ? Math.abs(value) > MOST_COUNTED : wordsOf(String(value)).length > 1;
}

function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{M}]{2,}|\p{N}+/gu) ?? []).map((word) =>
    /^\p{L}/u.test(word) ? word.slice(0, 5) : word.replace(/^0+(?=\p{N})/u, ''),
  );
}
