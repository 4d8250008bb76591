const LONGEST = 500;

/**
 * Whether a short response is a reference, marks and case aside. What looks like an opener ("Solution", "Answer") is then the answer.
 * @param references each may list its aliases behind slashes
 */
export function saysReference(response: string, references: readonly string[]): boolean {
  const said = folded(response);
  if (said === '' || response.length > LONGEST) return false;
  return references.some((reference) => {
    const text = reference.slice(0, 4_000);
    return [text, ...text.split('/')].some((alias) => folded(alias) === said);
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
