import { parsedText } from './parsed-text.ts';

/**
 * The raw responses of a row. An unreadable row is refused once per response.
 * @returns at least one entry; a pair of a chosen and a rejected response is two
 */
export function sentResponses(value: unknown): readonly unknown[] {
  const { responses, completions, response, completion, chosen, rejected } = cellsOf(value);
  const many = listOf(responses) ?? (isThere(responses) ? null : listOf(completions));
  if (many && many.length > 0) return many;
  const single = [responses, completions, response, completion].find(isThere);
  return single === undefined && isThere(chosen) && isThere(rejected) ? [chosen, rejected] : [single];
}

/**
 * Names the rollouts of an unreadable row in the same way as those of a readable row.
 * @param sent the result of `sentResponses`
 * @param fallback the name for a row without one
 * @returns one id per entry of `sent`
 */
export function refusedIds(value: unknown, sent: readonly unknown[], fallback: string): string[] {
  const { id, group, responses, completions, chosen } = cellsOf(value);
  const row = nameOf(id);
  const whole = nameOf(group);
  const isPair = sent.length === 2 && sent[0] === chosen && !isThere(responses) && !isThere(completions);
  return sent.map((response, at) => {
    const own = cellsOf(response).id;
    if (typeof own === 'string') return own;
    if (row !== null && isPair) return `${row}/${at === 0 ? 'chosen' : 'rejected'}`;
    if (row === null && whole !== null) return `${whole}/${at}`;
    return sent.length === 1 ? (row ?? fallback) : `${row ?? fallback}/${at}`;
  });
}

function cellsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isThere(value: unknown): boolean {
  return value !== null && value !== undefined;
}

/** A list, or the text of one, as tables have it. */
function listOf(value: unknown): readonly unknown[] | null {
  const read = typeof value === 'string' ? parsedText(value) : value;
  return Array.isArray(read) ? read : null;
}

function nameOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
