import { STOP_WORDS, VERBS } from './word-lists.ts';
import type { NamedAnswer } from './words-read.ts';

/** "Pell Odum (Kit Vance)": what is answered stands in front of the brackets, unless the two share a word. */
export function standsInBracketsBehind({ words, text, spans, keyWords, asked }: NamedAnswer): boolean {
  const brackets = /^\W{0,3}([^()\n]{2,60}?)\s+\(([^()\n]{2,80})\)\W*$/.exec(text);
  if (!brackets || spans.length === 0) return false;
  const open = text.indexOf('(');
  if (spans.some(({ from }) => words[from]!.start < open)) return false;
  const before = words.filter((token) => token.start < open && !STOP_WORDS.has(token.text));
  return (
    before.length > 0 &&
    before.every((token) => !keyWords.has(token.text) && !VERBS.has(token.text) && !asked.has(token.text))
  );
}
