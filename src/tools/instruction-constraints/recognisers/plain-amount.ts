import { NUMBER } from '../../../text/prompt/quantity.ts';

const MEANT =
  /(?:^|[\s,])(?:(?:answer|respond|reply|explain|describe|define|summari[sz]e|tell|say|why|what|how|who|is|are|was)\b[^.!?;:]{0,100} )?(?:in|using|(?:please )?write(?: me)?|compose|(?:give|tell) me) (?:just |only )?$/;
/** "A three-sentence answer". */
const COMPOUND = /(?:^|\s)(?:an?|your) $/;
const WHOLE_ANSWER =
  /^ (?:answer|response|reply|summary|explanation|description|definition|story|note|poem|overview|message|review)\b(?!s)/;
/** There is more than one thing to write, or it is of a part: which is that long cannot be told. */
const OF_SEVERAL = new RegExp(
  `\\b(?:then|next|finally|afterwards|after that|also|additionally|each|every|both|followed|first|last|respectively|either|combine|merge|join|count|how many|how long|open|close|them|if|poem and|story and)\\b|\\band (?:${NUMBER}|an?|write|add|give|list|explain|include)\\b`,
);

/** @returns whether a folded prompt has more than one thing to write, or asks of a part: what is said of "a sentence" may be of one of them */
export function asksOfSeveral(text: string): boolean {
  return OF_SEVERAL.test(text);
}

/**
 * Tells whether an amount of sentences without "exactly" is the length of the whole answer: "in one sentence", "Write two
 * sentences about bees", "a three-sentence answer".
 * @param text the folded prompt
 * @param start where the amount begins
 * @param end where it ends
 */
export function isWholeLength(text: string, start: number, end: number): boolean {
  if (asksOfSeveral(text)) return false;
  const before =
    text
      .slice(Math.max(0, start - 160), start)
      .split(/[.!?\n]/)
      .at(-1) ?? '';
  const amount = text.slice(start, end);
  if (/-sentence$/.test(amount)) return COMPOUND.test(before) && WHOLE_ANSWER.test(text.slice(end, end + 20));
  return (
    !/-/.test(amount) && MEANT.test(before) && !/^ (?:answers?|summar|long|or\b|to\b)/.test(text.slice(end))
  );
}
