import type { Leaf } from '../../text/json-leaves.ts';

const TAKES_FROM =
  /\b(?:extract|parse|pull out|(?:turn|convert|put|transform|change|structure|represent|encode|format) (?:this|these|the (?:following|sentence|text|data|information|paragraph|record|facts?|above))(?: \w+){0,3} (?:in|into|to|as) (?:a |an )?(?:valid )?json|from (?:the|this) (?:following )?(?:text|sentence|e-?mail|passage|message|review|article|description|paragraph|document|transcript))\b/i;
const FEWEST_WORDS = 12;

/**
 * @param free the leaves whose values the schema does not list itself
 * @returns whether a document may have been taken from the text in the prompt: it has a word or a number in common with it. True where
 * the prompt asks for nothing of the sort
 */
export function isFromText(free: readonly Leaf[], prompt: string): boolean {
  if (!TAKES_FROM.test(prompt) || prompt.split(/\s+/).length < FEWEST_WORDS) return true;
  const given = new Set(wordsOf(prompt));
  const said = free.flatMap(({ value }) =>
    typeof value === 'string' || typeof value === 'number' ? wordsOf(String(value)) : [],
  );
  return said.length === 0 || said.some((word) => given.has(word));
}

function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{M}]{2,}|\p{N}+/gu) ?? []).map((word) =>
    /^\p{L}/u.test(word) ? word.slice(0, 5) : word,
  );
}
