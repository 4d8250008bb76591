import { EXPLAINS, EXPLAINS_LAST, LOOKS_AGAIN, TAKES_BACK } from './cues.ts';
import type { Found } from './grammar.ts';

/** "A, no, sorry, D": what stands before the last turn is taken back. */
export function sinceLastTurn<Value>(text: string, found: readonly Found<Value>[]): readonly Found<Value>[] {
  for (let index = found.length - 1; index > 0; index -= 1) {
    const between = text.slice(found[index - 1]!.end, found[index]!.start);
    if (
      between.length > 2 &&
      /\p{L}/u.test(between) &&
      (LOOKS_AGAIN.test(between) || TAKES_BACK.test(between))
    )
      return found.slice(index);
  }
  return found;
}

/** "The volume of 3 boxes is 120": the answer stands behind the verb. */
export function behindCopula<Value>(text: string, found: readonly Found<Value>[]): readonly Found<Value>[] {
  const verb =
    /^[\s*]{0,4}(?:the|our|my|its|their|his|her)\s[^.:=;]{0,120}?\s(?:is|are|equals|was|were|will be)\s/i.exec(
      text,
    );
  const behind = verb ? found.filter(({ start }) => start >= verb[0].length) : [];
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
