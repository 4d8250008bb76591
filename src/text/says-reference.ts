const LONGEST = 500;

/**
 * Whether a short response, or what stands behind its colon, is a reference, marks and case aside. What looks like an opener ("Solution", "Answer") is then the answer.
 * @param references each may list its aliases behind slashes
 */
export function saysReference(response: string, references: readonly string[]): boolean {
  if (response.length > LONGEST) return false;
  // "答案：是": letters alone, "the answer is" says the same. "The answer is **hello**": the last words are it.
  const whole = folded(response);
  const said = [whole, folded(response.slice(response.search(/[:：][^:：]*$/) + 1))].filter(
    (text) => text !== '',
  );
  return references.some((reference) => {
    const text = reference.slice(0, 4_000);
    return [text, ...text.split('/')].some((alias) => {
      const wanted = folded(alias);
      return wanted !== '' && (said.includes(wanted) || whole.endsWith(` ${wanted}`));
    });
  });
}

function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
    .replace(/^(?:the|an|a) /, '');
}
