import type { Subject } from '../split.ts';
import { answerType } from './answer-type.ts';
import { occursIn, sameAnswer } from './same-answer.ts';

/** A word as `aBc` or `X7k`: no name, and nothing that is written in another case at the start of a sentence. */
export function hasMixedCase({ references }: Subject): boolean {
  return (
    references.length > 0 && references.every((text) => /[a-z][A-Z]|[A-Z]\d+[a-z]|[a-z]\d+[A-Z]/.test(text))
  );
}

/** An option of the prompt may be the right answer in other words: `Paris` for `(B)`, `B` for `Paris`. */
function isOffered(answer: string, { prompt, references }: Subject): boolean {
  const [given, right] = [answerType(answer), answerType(references[0] ?? '')];
  if (given === 'choice') return right !== 'choice';
  return given === 'text' && occursIn(answer, prompt);
}

function mayBeRight(answer: string, right: string): boolean {
  if (sameAnswer(answer, right)) return true;
  const [one, two] = [answer.toLowerCase(), right.toLowerCase()];
  return /\p{L}{2}/u.test(one) && /\p{L}{2}/u.test(two) && (one.includes(two) || two.includes(one));
}

/** `\text{B}` is B. */
function withoutCommands(text: string): string {
  return text.replace(/\\(?:text\w*|mathrm|mbox)\s?\{([^{}]*)\}/g, '$1');
}

/** @returns whether another query's answer may happen to be right here, too */
export function mayBeRightFor(answer: string, subject: Subject): boolean {
  const bare = withoutCommands(answer);
  return (
    isOffered(bare, subject) || subject.references.some((right) => mayBeRight(bare, withoutCommands(right)))
  );
}
