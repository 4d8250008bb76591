import { numberOf } from './same-answer.ts';

/**
 * @returns a right response in which every mention of its answer is another one; null where the answer does not stand in
 * it as a word or number of its own
 */
export function withOtherAnswer(response: string, answer: string, other: string): string | null {
  const plain = answer.trim();
  if (plain === '') return null;
  const escaped = RegExp.escape(plain);
  const pattern =
    numberOf(plain) === null
      ? new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'gu')
      : new RegExp(`(?<![\\p{L}\\p{N}.])${escaped}(?![\\p{L}\\p{N}]|[.,]\\d)`, 'gu');
  if (!pattern.test(response)) return null;
  return response.replace(pattern, () => other);
}
