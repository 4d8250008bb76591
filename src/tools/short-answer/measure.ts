import { readSaid } from '../../answers/read-response.ts';
import { cutSegments } from '../../answers/segments.ts';
import type { Settled } from '../../answers/settled.ts';
import { FRAME_WORDS, STOP_WORDS } from '../../answers/word-lists.ts';
import type { NamedAnswer } from '../../answers/words-read.ts';
import { markForQuery } from '../../text/numbers/mark-for-query.ts';
import type { DecimalMark } from '../../text/numbers/number-style.ts';
import { partsWanted } from './all-wanted.ts';
import { type AnswerKey, readAliases } from './answer-key.ts';
import { prepareInTurn } from './answered-in-turn.ts';
import { correctnessFeatures } from './features.ts';
import { stanceInProse } from './final-claim.ts';
import { type Located, locate } from './located.ts';
import { bestMatch, type Match, matchAliases, type Response, readResponse } from './match.ts';
import { asksOrder } from './ordered.ts';
import { readQuestion } from './question.ts';
import type { RarityTable } from './rarity.ts';
import { suspicionFeatures } from './suspicion.ts';
import { readable } from './tokens.ts';

/** A response measured against the key: what it matched, and the inputs of the two models. */
export interface Measurement {
  readonly best: Match;
  readonly located: Located;
  readonly response: Response;
  readonly named: NamedAnswer;
  /** The part of the text that was read. */
  readonly text: string;
  /** What the prose does with the reference. */
  readonly stance: Settled<unknown>['outcome'];
  readonly correctness: readonly number[];
  readonly suspicion: readonly number[];
}

/**
 * @param parts the references of an answer's parts, where it has several that are all wanted
 * @param given the mark in front of decimals, where the caller says it
 */
export function readAnswerKey(
  prompt: string,
  references: readonly string[],
  rarity: RarityTable,
  parts: readonly string[] | null = partsWanted(prompt, references),
  given?: DecimalMark,
): AnswerKey {
  const question = readQuestion(prompt);
  const mark = markForQuery(prompt, references, given);
  return {
    question,
    aliases: readAliases(references, prompt, question, rarity, mark),
    rarity,
    prompt: prompt.slice(-2_000),
    passage: /\n|[.!]\s/.test(prompt.trim()) ? prompt.slice(-60_000).toLowerCase() : '',
    mark,
    parts: parts && {
      keys: parts.map((part) => readAnswerKey(prompt, [part], rarity, null, given && mark)),
      ordered: asksOrder(prompt),
    },
    inTurn: prepareInTurn(prompt, references),
  };
}

/** @returns null where the response has no word or the key no alias */
export function measure(key: AnswerKey, written: string): Measurement | null {
  const { question, aliases, rarity } = key;
  const response = readResponse(written);
  if (response.tokens.length === 0) return null;
  const matches = matchAliases(aliases, response);
  const best = bestMatch(matches);
  if (!best) return null;
  const text = readable(written);
  const located = locate(best, matches, response);
  const segments = cutSegments(response.tokens, text, {
    ...located,
    carries: (word) => !STOP_WORDS.has(word) && !FRAME_WORDS.has(word) && !question.content.has(word),
  });
  const stance = stanceInProse(readSaid(written), key);
  return {
    best,
    located,
    response,
    named: {
      words: response.tokens,
      text,
      spans: located.spans,
      whole: best.spans.length > 0,
      keyWords: located.keyWords,
      question: question.tokens,
      asked: question.content,
      foreign: question.foreign,
      sort: { proper: best.alias.proper, numeric: best.alias.numbers.length > 0 },
    },
    text,
    stance,
    correctness: correctnessFeatures(question, best, matches, located, response, rarity),
    suspicion: suspicionFeatures(question, best, located, response, segments, text, stance),
  };
}
