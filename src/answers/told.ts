import { EXPLAINS, EXPLAINS_LAST, LOOKS_AGAIN, TAKES_BACK } from './cues.ts';
import type { Found } from './grammar.ts';

/** "B and C are fish, which leaves A": what stands in front is ruled out. */
const LEAVES =
  /\b(?:leaves|leaving)\s(?:only |just |us with |me with |us |you with )?(?:option |answer |the |an? )?\W{0,3}$/i;

/** "Carrot is a vegetable, so (B) is the odd one out": what is concluded stands behind. */
const HENCE =
  /[,;:]\s(?:and )?(?:so|thus|hence|therefore|which means(?: that)?|daher|also|deshalb|donc|por (?:lo )?tanto|así que|quindi|dunque|portanto|logo|поэтому|значит)\s|[，,]\s?(?:所以|因此|故)/iu;

/** "A, no, sorry, D": what stands before the last turn is taken back. */
export function sinceLastTurn<Value>(
  text: string,
  found: readonly Found<Value>[],
  closed: boolean,
): readonly Found<Value>[] {
  for (let index = found.length - 1; index > 0; index -= 1) {
    const between = text.slice(found[index - 1]!.end, found[index]!.start);
    if (
      between.length > 2 &&
      /\p{L}/u.test(between) &&
      (LOOKS_AGAIN.test(between) ||
        TAKES_BACK.test(between) ||
        LEAVES.test(between) ||
        (closed && HENCE.test(between)))
    )
      return found.slice(index);
  }
  return found;
}

/**
 * "The volume of 3 boxes is 120": the answer stands behind the verb.
 * @param closed whether there are few possible values: one that is itself the subject is then said as well
 */
export function behindCopula<Value>(
  text: string,
  found: readonly Found<Value>[],
  closed: boolean,
): readonly Found<Value>[] {
  const verb =
    /^[\s*]{0,4}(?:the|our|my|its|their|his|her)\s[^.:=;]{0,120}?\s(?:is|are|equals|was|were|will be)\s/i.exec(
      text,
    );
  const isSubject =
    verb &&
    closed &&
    found.some(
      ({ start, end }) => start <= 6 && /^\s(?:is|are|was|were)\s$/i.test(text.slice(end, verb[0].length)),
    );
  const behind = verb && !isSubject ? found.filter(({ start }) => start >= verb[0].length) : [];
  return behind.length > 0 ? behind : found;
}

/** @returns the values in front of the words that begin an explanation */
export function beforeExplanation<Value>(
  text: string,
  found: readonly Found<Value>[],
  last: boolean,
): readonly Found<Value>[] {
  const first = found[0]!;
  const cut = (last ? EXPLAINS_LAST : EXPLAINS).exec(text.slice(first.end));
  if (!cut) return found;
  return found.filter(({ start }) => start < first.end + cut.index);
}
