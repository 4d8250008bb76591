/** Words of a sentence that must be a copy before it counts as one. */
const LEAST_WORDS = 5;
const SENTENCES = /[^\n.!?。！？]+[.!?。！？]*[ \t]*|\n|[^\n]/gu;

/**
 * Takes the sentences out of a response that are copies of the rubric: they claim what the judge asks about, word for
 * word. What stands in the prompt as well may be repeated.
 */
export function withoutEchoes(
  response: string,
  rubric: readonly string[],
  prompt: string,
): { readonly text: string; readonly sentences: number } {
  const asked = rubric.flatMap((text) => text.match(SENTENCES) ?? []).map(folded);
  const copied = asked.filter((text) => wordsOf(text) >= LEAST_WORDS && !folded(prompt).includes(text));
  if (copied.length === 0) return { text: response, sentences: 0 };
  let sentences = 0;
  const kept = (response.match(SENTENCES) ?? []).filter((part) => {
    const said = folded(part);
    const copy = copied.some(
      (text) => said.includes(text) && wordsOf(said) < 2 * wordsOf(text) + LEAST_WORDS,
    );
    if (copy) sentences += 1;
    return !copy;
  });
  return sentences === 0 ? { text: response, sentences } : { text: kept.join('').trim(), sentences };
}

function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function wordsOf(folded: string): number {
  return folded === '' ? 0 : folded.split(' ').length;
}
