import type { NumberReading } from './found-number.ts';

const BOUND =
  /(?:\b(?:more|less|fewer|greater|larger|smaller|higher|lower|bigger) than|\b(?:over|under|above|below|exceeds|almost|nearly|not quite|up to|between|from|at least|at most|no more than|no less than)|[<>≤≥]|\\(?:le|ge|lt|gt)q?)\s*(?:the |a )?[$€£]?\s*$/i;

const SOFT_BOUND = /\b(?:at least|at most|up to|no more than|no less than)\s*[$€£]?\s*$/i;

/** @returns whether the words in front of a number make it a bound ("more than 5"), which is no value */
export function isBounded(before: string, reading: NumberReading): boolean {
  return BOUND.test(before) && !(reading.bounds && SOFT_BOUND.test(before));
}
