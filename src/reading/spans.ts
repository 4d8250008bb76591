import type { Span } from '../spec/tool.ts';

/** @returns true where a span of one list and a span of the other share a character */
export function shareWords(left: readonly Span[], right: readonly Span[]): boolean {
  return left.some(([start, end]) => right.some(([from, to]) => start < to && from < end));
}

/** @returns characters of all spans together */
export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, [start, end]) => sum + end - start, 0);
}
