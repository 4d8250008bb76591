import { givenWords, isNegated } from '../../answers/negated-words.ts';
import { HEDGES, NEGATIONS, REFUSALS, STOP_WORDS } from '../../answers/word-lists.ts';
import type { Alias } from './answer-key.ts';
import type { Located } from './located.ts';
import type { Match, Response } from './match.ts';
import { numberFeatures } from './number-features.ts';
import type { Question } from './question.ts';
import { type RarityTable, rarityOf } from './rarity.ts';
import { sentenceRecall, windowShare } from './spread.ts';
import type { Token } from './tokens.ts';

/** Names of what {@link correctnessFeatures} measures, in order. The weights were trained on exactly these. */
export const CORRECTNESS_FEATURES = [
  'contained',
  'containedFirst',
  'containedAt',
  'containedWeight',
  'containedNovel',
  'containedLast',
  'matchedAliases',
  'recall',
  'novelRecall',
  'strictRecall',
  'firstWord',
  'lastWord',
  'window',
  'sentenceRecall',
  'responseInAlias',
  'firstCovered',
  'foreignFirst',
  'foreignAll',
  'foreignCapitals',
  'foreignNumbersFirst',
  'responseWords',
  'sentences',
  'aliasWords',
  'aliasWeight',
  'aliasNovel',
  'aliasProper',
  'aliasNumbers',
  'numbersFound',
  'yearFound',
  'otherYear',
  'numberMissed',
  'nearestNumber',
  'monthFound',
  'otherMonth',
  'dateConflict',
  'hedges',
  'refusal',
  'negations',
  'negatedMatch',
  'questionCovered',
  'asksWho',
  'asksWhen',
  'asksWhere',
  'asksNumber',
  'asksWhy',
  'asksPlural',
  'trigrams',
  'meanRecall',
  'near',
] as const;

/**
 * Measures how a response stands to the best alias and to all of them.
 * @returns numbers in the order of {@link CORRECTNESS_FEATURES}
 */
export function correctnessFeatures(
  question: Question,
  best: Match,
  matches: readonly Match[],
  located: Located,
  response: Response,
  rarity: RarityTable,
): number[] {
  const { alias } = best;
  const { tokens } = response;
  const whole = matches.filter((match) => match.spans.length > 0);
  const first = best.spans[0];
  const keyWords = new Set(
    matches.flatMap((match) => (match.recall > 0.3 ? match.alias.content.map((word) => word.text) : [])),
  );
  const firstSentence = tokens.filter((token) => token.sentence === 0);
  const foreign = foreignMass(tokens, question, keyWords, rarity);
  const foreignFirst = foreignMass(firstSentence, question, keyWords, rarity);
  const numbers = numberFeatures(matches, best, response, question);
  const text = ` ${tokens.map((token) => token.text).join(' ')} `;
  const count = Math.max(1, tokens.length);
  const given = givenWords(question.tokens, located.keyWords);
  return [
    best.spans.length > 0 ? 1 : 0,
    first && tokens[first.from]!.sentence === 0 ? 1 : 0,
    first ? first.from / count : 1.5,
    whole.reduce((most, match) => Math.max(most, match.alias.weight), 0),
    whole.reduce((most, match) => Math.max(most, match.alias.novelWeight), 0),
    best.spans.length > 0 ? best.spans.at(-1)!.to / count : -0.5,
    Math.min(4, whole.length),
    best.recall,
    best.novelRecall,
    best.strictRecall,
    best.firstWord,
    best.lastWord,
    windowShare(alias, response),
    sentenceRecall(alias, response),
    shareInAlias(alias, tokens, question, rarity),
    foreignFirst.covered / Math.max(0.05, foreignFirst.covered + foreignFirst.mass),
    foreignFirst.mass,
    foreign.mass,
    foreignFirst.capitals,
    foreignFirst.numbers,
    Math.log2(1 + tokens.length),
    Math.min(12, response.sentences),
    alias.words.length,
    alias.weight,
    alias.novelWeight / alias.weight,
    alias.proper ? 1 : 0,
    ...numbers,
    Math.min(4, tokens.filter((token) => HEDGES.has(token.text) && !given(token.text)).length),
    REFUSALS.filter((words) => text.includes(` ${words} `)).length,
    Math.min(4, tokens.filter((token) => NEGATIONS.has(token.text) && !given(token.text)).length),
    best.spans.length > 0 && best.spans.every((span) => isNegated(tokens, span, given)) ? 1 : 0,
    coverage(question, response),
    question.asks === 'who' ? 1 : 0,
    question.asks === 'when' ? 1 : 0,
    question.asks === 'where' ? 1 : 0,
    question.asks === 'number' ? 1 : 0,
    question.asks === 'why' ? 1 : 0,
    question.plural ? 1 : 0,
    trigramShare(alias, text),
    meanOfBest(matches),
    best.near.length > 0 ? 1 : 0,
  ];
}

/** Mean recall of the four aliases that are recalled best: long alias lists hold many that nobody says. */
function meanOfBest(matches: readonly Match[]): number {
  const best = matches
    .map((match) => match.novelRecall)
    .sort((left, right) => right - left)
    .slice(0, 4);
  return best.reduce((sum, recall) => sum + recall, 0) / best.length;
}

interface Foreign {
  readonly mass: number;
  readonly covered: number;
  readonly capitals: number;
  readonly numbers: number;
}

/** Weighs the words that neither the question nor a matching alias holds. */
function foreignMass(
  tokens: readonly Token[],
  question: Question,
  keyWords: ReadonlySet<string>,
  rarity: RarityTable,
): Foreign {
  const seen = new Set<string>();
  let mass = 0;
  let covered = 0;
  let capitals = 0;
  let numbers = 0;
  for (const token of tokens) {
    if (seen.has(token.text) || STOP_WORDS.has(token.text)) continue;
    seen.add(token.text);
    const weight = rarityOf(token.text, rarity);
    if (keyWords.has(token.text)) covered += weight;
    else if (!question.content.has(token.text)) {
      mass += weight;
      if (token.capital) capitals += 1;
      if (token.value !== null) numbers += 1;
    }
  }
  return {
    mass: Math.min(40, mass),
    covered,
    capitals: Math.min(12, capitals),
    numbers: Math.min(8, numbers),
  };
}

function shareInAlias(
  alias: Alias,
  tokens: readonly Token[],
  question: Question,
  rarity: RarityTable,
): number {
  const words = new Set(alias.words);
  let inside = 0;
  let all = 0;
  for (const token of tokens) {
    if (STOP_WORDS.has(token.text) || (question.content.has(token.text) && !words.has(token.text))) continue;
    const weight = rarityOf(token.text, rarity);
    all += weight;
    if (words.has(token.text)) inside += weight;
  }
  return all === 0 ? 0 : inside / all;
}

function coverage(question: Question, response: Response): number {
  let covered = 0;
  for (const word of question.content) if (response.positions.has(word)) covered += 1;
  return covered / Math.max(1, question.content.size);
}

/** Share of the alias's letter trigrams that stand in the response: sees spellings that words miss. */
function trigramShare(alias: Alias, text: string): number {
  const written = ` ${alias.words.join(' ')} `;
  let found = 0;
  for (let index = 0; index + 3 <= written.length; index += 1)
    if (text.includes(written.slice(index, index + 3))) found += 1;
  return found / Math.max(1, written.length - 2);
}
