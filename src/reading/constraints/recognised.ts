import type { JsonObject } from '../../spec/json.ts';
import type { Span } from '../../spec/tool.ts';

/** A verifiable constraint as a prompt states it, and where. */
export interface RecognisedConstraint {
  readonly id: string;
  readonly kwargs: JsonObject;
  /** The words that ask for it; several constraints may be asked for in the same words. */
  readonly spans: readonly Span[];
}

/** What a prompt asks of the form of its answer. */
export interface PromptReading {
  readonly constraints: readonly RecognisedConstraint[];
  /** Words that ask for something that nothing recognised. Where there are some, the constraints are not the whole task. */
  readonly leftovers: readonly string[];
}

export function overlap(left: readonly Span[], right: readonly Span[]): boolean {
  return left.some(([start, end]) => right.some(([from, to]) => start < to && from < end));
}

export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, [start, end]) => sum + end - start, 0);
}
