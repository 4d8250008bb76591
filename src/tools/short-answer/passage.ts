import { STOP_WORDS } from '../../answers/word-lists.ts';
import type { AnswerKey } from './answer-key.ts';
import { bareText } from './bare-answer.ts';
import type { Measurement } from './measure.ts';

const LEAST_PASSAGE = 200;
const MOST_WORDS = 6;

/**
 * Whether a short answer is taken from the passage of the prompt and the reference too, and the two share no word: then it
 * is another thing of the passage, and no other name for the reference.
 */
export function isAnotherOfPassage(
  { aliases, passage }: AnswerKey,
  { response, text }: Measurement,
): boolean {
  if (passage.length < LEAST_PASSAGE) return false;
  const said = bareText(text)
    .replace(/^[\s"'(]+|[\s"').,;:!?]+$|\s*\[\d+\]\s*$/g, '')
    .toLowerCase();
  if (said.length < 2 || said.split(/\s+/).length > MOST_WORDS || !holds(passage, said)) return false;
  if (!aliases.some(({ written }) => holds(passage, written.toLowerCase()))) return false;
  return !response.tokens.some(
    (token) => !STOP_WORDS.has(token.text) && aliases.some(({ words }) => words.includes(token.text)),
  );
}

function holds(passage: string, words: string): boolean {
  const at = passage.indexOf(words);
  if (at < 0) return false;
  const isWord = (mark: string | undefined) => mark !== undefined && /[\p{L}\p{N}]/u.test(mark);
  return !isWord(passage[at - 1]) && !isWord(passage[at + words.length]);
}
