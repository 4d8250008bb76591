import { list, STOP_WORDS } from './word-lists.ts';
import type { NamedAnswer, ReadWord } from './words-read.ts';

const LINKS = list('is was are were has had have did does became');
const BREAKS = list('and as while but whereas though although because since when where who which whose then');
const MOST_WORDS = 4;

/**
 * Whether the first sentence gives the place of the answer to something else: "Y painted it, as X remarked". Its
 * subject is of the reference's sort and stands right before the question's own words, and the reference comes only in
 * a later clause.
 */
export function hasOtherSubject(named: NamedAnswer): boolean {
  const { words: tokens, spans, text, asked: wanted } = named;
  const first = spans[0];
  if (!first || first.from < 2) return false;
  let end = 0;
  while (end < first.from && end < MOST_WORDS && isSubject(tokens[end]!, named)) end += 1;
  if (end === 0 || tokens[end]!.sentence !== 0) return false;
  const link = LINKS.has(tokens[end]!.text) ? 1 : 0;
  let asked = 0;
  let at = end;
  for (; at < first.from && !breaks(tokens, at, text); at += 1) if (wanted.has(tokens[at]!.text)) asked += 1;
  const enough = Math.max(1, Math.ceil(0.5 * wanted.size));
  return asked >= enough && at < first.from && (link === 1 || wanted.has(tokens[end]!.text));
}

function isSubject(
  token: ReadWord,
  { asked, keyWords, text, sort: { proper, numeric } }: NamedAnswer,
): boolean {
  if (asked.has(token.text) || keyWords.has(token.text) || STOP_WORDS.has(token.text)) return false;
  if (numeric) return token.value !== null;
  return token.value === null && (!proper || /^\p{Lu}/u.test(text.slice(token.start)));
}

function breaks(tokens: readonly ReadWord[], at: number, text: string): boolean {
  const token = tokens[at]!;
  const last = tokens[at - 1];
  return (
    BREAKS.has(token.text) ||
    (last !== undefined && /[,;:.()\n]|[-–—]/.test(text.slice(last.end, token.start)))
  );
}
