import { beginsNumber } from '../text/numbers/number-words.ts';

const TWO_WORDS = /^([A-Za-z]{3,20}) [A-Za-z]{2,20}[ ,.:;!?]/;
/** Words that may stand beside a bare value, and currencies that open one. */
const BESIDE_VALUE = /^(?:and|maybe|perhaps|option|choice|usd|eur)$/;

/** @returns whether a line plainly opens with words that belong to no number, so that no number in it stands bare: a cheap look */
export function opensWithWords(line: string): boolean {
  const match = TWO_WORDS.exec(line);
  if (!match) return false;
  const first = match[1]!.toLowerCase();
  return !beginsNumber(first) && !BESIDE_VALUE.test(first);
}
