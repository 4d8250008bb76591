import { isLike } from '../text/similar-words.ts';
import { DOUBTED, QUOTED } from './cues.ts';
import { echoOf } from './echo-of-question.ts';
import { FRAME_WORDS, FUNCTION_WORDS, HEDGES, list, NEGATIONS, STOP_WORDS, TURNS } from './word-lists.ts';
import type { NamedAnswer, ReadWord, WordSpan } from './words-read.ts';

const MOST_WORDS = 28;
/** Common words that may stand beside a reference that is no name: more of them may be another answer. */
const MOST_OTHERS = 3;
const LISTED = /[/|;\n•]|\b(?:or|and|oder|und|ou|et|o|y|e|или|и|vs)\b|或|和|、/iu;
const ARTICLES = list('der die das den dem des ein eine einen einem einer');
const VERBS = list('is was are were has had have did does became ist sind war est es son era è e');
const ASKS =
  /^\W{0,3}(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|did|does|do|can|could|wer|wann|wo|wie|welche\w?|qui|quand|où|quel(?:le)?|quién|cuándo|dónde|cuál|кто|когда|где)\s/iu;
const PRONOUNS = list('it he she they we this that there es er sie c il elle on он она это');

/**
 * Whether a response of one sentence names the reference whole and nothing else that could be an answer: no other
 * name where the reference is a name, no other number where it is one, few other words where it is a common word.
 */
export function namesNothingElse(named: NamedAnswer): boolean {
  const { words: tokens, spans, text, keyWords, asked: wanted, foreign, sort } = named;
  if (!named.whole || tokens.length > MOST_WORDS || (tokens.at(-1)?.sentence ?? 0) > 0) return false;
  if (/[?？…]/.test(text) || ASKS.test(text) || DOUBTED.test(text) || QUOTED.test(text)) return false;
  const echo = echoOf(named.question, tokens);
  if (echo.asks || echo.inOrder >= 0.9) return false;
  const covered = new Set<number>();
  for (const { from, to } of spans) for (let at = from; at < to; at += 1) covered.add(at);
  if (tokens[[...covered][0]!]!.sentence !== 0) return false;
  const { proper, numeric } = sort;
  const isVerb = ({ text: word, start, end }: (typeof tokens)[number], at: number) =>
    VERBS.has(word) || (at > 0 && !covered.has(at) && /^\p{Ll}{2,}(?:s|ed)$/u.test(text.slice(start, end)));
  let others = 0;
  for (const [at, token] of tokens.entries()) {
    const word = token.text;
    if (covered.has(at) || keyWords.has(word)) continue;
    const asked = wanted.has(word) || [...wanted].some((other) => isLike(word, other));
    if (asked) continue;
    if (NEGATIONS.has(word) || HEDGES.has(word) || TURNS.has(word)) return false;
    if (STOP_WORDS.has(word) || FRAME_WORDS.has(word) || PRONOUNS.has(word)) continue;
    if (foreign && FUNCTION_WORDS.has(word)) continue;
    // German writes every noun with a capital; one behind an article is no name.
    const isNoun = foreign && ARTICLES.has(tokens[at - 1]?.text ?? '');
    const isNumber = token.value !== null || /^m\d/.test(word);
    if (
      numeric
        ? isNumber
        : !isNumber && !isNoun && /^\p{Lu}/u.test(text.slice(token.start)) && !isOpener(at, tokens.length)
    )
      return false;
    if (!isNumber) others += 1;
  }
  if (numeric) return true;
  if (proper) return !joinsAnother(text, spans, tokens);
  return others <= MOST_OTHERS && !LISTED.test(text) && (others === 0 || tokens.some(isVerb));
}

/** The first word of a sentence has a capital, whatever it is; alone with one other it may be a name. */
function isOpener(at: number, count: number): boolean {
  return at === 0 && count > 3;
}

function joinsAnother(text: string, spans: readonly WordSpan[], tokens: readonly ReadWord[]): boolean {
  return spans.some(({ from, to }) => {
    const before = text.slice(Math.max(0, tokens[from]!.start - 6), tokens[from]!.start);
    const behind = text.slice(tokens[to - 1]!.end, tokens[to - 1]!.end + 6);
    return (
      /[/|]\s?$|\b(?:or|and|oder|und)\s$/i.test(before) || /^\s?[/|]|^,?\s(?:or|and|oder|und)\s/i.test(behind)
    );
  });
}
