import { similarWords } from '../text/similar-words.ts';
import { type Clause, clausesOf } from './clauses.ts';
import { FRAME_WORDS, list, STOP_WORDS } from './word-lists.ts';
import type { NamedAnswer } from './words-read.ts';

const LINKS = list('is was are were has had have did does became');
const LEADS_TO = list('is was are were by on');
const RELATIVE = list('who which whom whose');
const MOST_WORDS = 40;

/**
 * Whether the clause that answers the question, the one that takes up most of its words, names something else of the
 * reference's sort, and the reference stands in another clause that takes up fewer: "Saturn has rings, but Jupiter has
 * the most moons", "The singer was Brian May, and the pianist was Freddie Mercury".
 */
export function answersWithAnother(named: NamedAnswer): boolean {
  const { words: tokens, spans, text, keyWords, asked: wanted, sort } = named;
  if (spans.length === 0 || tokens.length > MOST_WORDS || wanted.size === 0) return false;
  const clauses = clausesOf(tokens, spans, text, true);
  if (clauses.length < 2) return false;
  const words = [...wanted];
  const asked = clauses.map(
    (clause) => words.filter((word) => clause.words.some((other) => similarWords(word, other) > 0)).length,
  );
  const most = Math.max(...asked);
  if (most < Math.max(1, Math.ceil(0.3 * words.length))) return false;
  const isForeign = (at: number): boolean => {
    const token = tokens[at]!;
    if (wanted.has(token.text) || keyWords.has(token.text)) return false;
    if (STOP_WORDS.has(token.text) || FRAME_WORDS.has(token.text)) return false;
    if (sort.numeric) return token.value !== null || /^m\d/.test(token.text);
    if (/^#?\d/.test(token.text) && at > 0) return isForeign(at - 1);
    if (!sort.proper || token.value !== null) return false;
    if (token.capital || /^m\d/.test(token.text)) return true;
    const next = tokens[at + 1];
    const opens = at === 0 || tokens[at - 1]!.sentence !== token.sentence;
    return (
      opens &&
      /^\p{Lu}/u.test(text.slice(token.start)) &&
      next !== undefined &&
      (LINKS.has(next.text) || next.capital || wanted.has(next.text))
    );
  };
  const isName = (from: number, to: number) => {
    for (let at = from; at < to; at += 1) if (!isForeign(at)) return false;
    return to > from && to - from <= 4;
  };
  /** Its subject is another name, or it ends with "is", "was", "in" or "by" and another name. */
  const names = ({ from, to, joint }: Clause, before: Clause | undefined): boolean => {
    // "…, who wrote it": its subject stands right in front.
    if (RELATIVE.has(joint)) return before !== undefined && isForeign(before.to - 1);
    let end = from;
    while (end < to && isForeign(end)) end += 1;
    const verb = tokens[end];
    if (end < to && isName(from, end) && verb !== undefined)
      return LINKS.has(verb.text) || wanted.has(verb.text) || /(?:ed|es)$/.test(verb.text);
    let start = to;
    while (start > from && isForeign(start - 1)) start -= 1;
    return isName(start, to) && LEADS_TO.has(tokens[start - 1]?.text ?? '');
  };
  const others = clauses.filter(
    (clause, index) => asked[index] === most && !clause.good && names(clause, clauses[index - 1]),
  );
  const held = Math.max(...clauses.map((clause, index) => (clause.good ? asked[index]! : 0)));
  // "…, performed by X": what a participle begins goes on about the clause before.
  const goesOn = clauses.some(
    ({ good, words: own }) => good && /(?:ed|en|un|ut|ng)$/.test(own[0]!) && own[1] === 'by',
  );
  return others.length > 0 && held === 0 && !goesOn;
}
