import { amountOf, NUMBER, type Quantity, readQuantity, toNumber } from '../../../text/prompt/quantity.ts';

/** "at least 3 times", "twice", "6 or 7 times", "once or less". */
export const TIMES = `(?:(?:for )?${amountOf('times?')}|(?:(?:for )?(?:at least|at most|less than|more than|no more than|exactly|fewer than) )?(?:once|twice)(?: or (?:less|fewer|more))?)`;
/** What may stand between what is counted and how often. */
export const BETWEEN =
  '(?: (?:in|for|should|must|to|appear|appears|appearing|be|used|show|shows|up|is|mentioned|needs?|has|have|occurs?|included?|anywhere|throughout|your|the|entire|whole|response|answer|reply|output|song|story|poem|essay|text|can|shall|a|total|of)){0,8}';
/** Words that forbid. */
export const NOT =
  "(?:do not|don't|does not|never|cannot|can't|should not|shouldn't|must not|mustn't|may not|without|avoid|refrain from|not to|not)";

/** @returns how often, of what `TIMES` matched; null where that cannot be checked */
export function readTimes(words: string): Quantity | null {
  const plain = words.replace(/^for /, '');
  const either = new RegExp(`^(${NUMBER}) or (${NUMBER}) times$`).exec(plain);
  if (either) return { least: toNumber(either[1]!), most: toNumber(either[2]!) };
  const named = plain
    .replace(/\bonce\b/, '1 times')
    .replace(/\btwice\b/, '2 times')
    .replace(/ times or/, ' or');
  const quantity = readQuantity(named.endsWith('times') || named.endsWith('time') ? named : `${named} times`);
  return quantity?.bare ? { least: quantity.least ?? 0, most: quantity.most ?? 0 } : quantity;
}
