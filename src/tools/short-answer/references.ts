/**
 * The alternatives that a reference holds. QA sets often join aliases by "/"; a slash can also belong to the answer:
 * dates (5/12/1999), fractions, "AC/DC", "km/h", "w/o".
 * @returns distinct alternatives, trimmed; at most `most`
 */
export function splitReferences(references: readonly string[], most = 300): string[] {
  const found = new Set<string>();
  for (const reference of references) {
    const text = reference.slice(0, 20_000);
    for (const part of isOneAnswer(text) ? [text] : text.split('/')) {
      for (const name of namesIn(part)) found.add(name.slice(0, 300));
      if (found.size >= most) return [...found];
    }
  }
  return [...found];
}

function isOneAnswer(text: string): boolean {
  if (!text.includes('/') || /https?:/i.test(text)) return true;
  const parts = text.split('/').map((part) => part.trim());
  if (
    parts.length === 3 &&
    parts.every((part) => /^\d{1,4}$/.test(part)) &&
    parts.some((part) => part.length <= 2)
  )
    return true;
  if (parts.length !== 2) return false;
  const [left = '', right = ''] = parts;
  if (/(?:^|\s)\d{1,2}$/.test(left) && /^\d{1,2}(?:$|\s)/.test(right)) return true;
  if (/\d{4}$/.test(left) && /^\d{2}(?:$|\s\p{Ll})/u.test(right)) return true;
  if (/\s/.test(text)) return /(?:^|\s)\p{L}{1,2}$/u.test(left) && /^\p{L}{1,2}(?:$|\s)/u.test(right);
  return /^[\p{L}\d]{1,3}$/u.test(left) && /^[\p{L}\d]{1,3}$/u.test(right) && !/^\d+$/.test(left + right);
}

const REMARK = /(?<=\s)\([^()]{0,80}\)?/g;
const FULL_NAME = /^\p{Lu}\p{L}+(?: \p{Lu}?\p{L}*\.?)* \p{Lu}\p{L}+$/u;

/**
 * "Iron (Fe)" names one thing three times: whole, without what stands in brackets, and by it. Brackets that are part of
 * a word, `O(n log n)`, stay; what stands in them is a name of its own only where it is a symbol, an acronym, a
 * quantity beside a quantity or a full name beside a full name, and else a remark: "(disambiguation)".
 */
function namesIn(part: string): string[] {
  const whole = trimmed(part);
  if (!whole.includes('(')) return whole === '' ? [] : [whole];
  const plain = trimmed(whole.replace(REMARK, ' '));
  if (!/[\p{L}\p{N}]/u.test(plain)) return [whole];
  const names = [plain];
  for (const [remark] of whole.matchAll(REMARK)) {
    const inside = trimmed(remark.replace(/^\(|\)$/g, ''));
    const isSymbol = /^(?:\p{Lu}\p{Ll}?|\p{Lu}{2,8})$/u.test(inside);
    const isQuantity = /^[-−]?\d/.test(inside) && /^[-−]?\d/.test(plain) && !/^\d{4}$/.test(inside);
    if (isSymbol || isQuantity || (FULL_NAME.test(inside) && FULL_NAME.test(plain)))
      names.push(inside, whole);
  }
  return names;
}

function trimmed(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/^[\s,;:"“”]+|[\s,;:"“”]+$/gu, '');
}
