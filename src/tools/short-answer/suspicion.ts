import { type Echo, echoOf } from '../../answers/echo-of-question.ts';
import { givenWords, isNegated } from '../../answers/negated-words.ts';
import { rivalSentences } from '../../answers/rival-sentences.ts';
import type { Segment } from '../../answers/segments.ts';
import type { Settled } from '../../answers/settled.ts';
import { CONTRASTS, DOUBTERS, HEDGES, list, NEGATIONS, STOP_WORDS } from '../../answers/word-lists.ts';
import type { Located } from './located.ts';
import type { Match, Response } from './match.ts';
import type { Question } from './question.ts';

/** Names of what {@link suspicionFeatures} measures, in order. The weights were trained on exactly these. */
export const SUSPICION_FEATURES = [
  'segments',
  'foreignShort',
  'runForeign',
  'runOr',
  'runComma',
  'runSlash',
  'runLine',
  'runStop',
  'runAnd',
  'alikeForeign',
  'keyShare',
  'foreignWords',
  'linkingVerbs',
  'hedges',
  'negations',
  'negatedMatch',
  'negatedAll',
  'doubters',
  'contrasts',
  'contrastAfter',
  'contrastBefore',
  'echoRun',
  'echoInOrder',
  'echoAsks',
  'denied',
  'doubted',
  'severalClaimed',
  'whole',
  'goodExtra',
  'questionMarks',
  'words',
  'rivalSentences',
  'bareRivals',
  'restated',
  'rivalRestated',
  'endsBare',
  'nakedRivals',
  'soleCopy',
  'stopShare',
  'answerFrames',
  'wordsBefore',
  'wordsAfter',
  'foreignAfter',
  'foreignBefore',
  'foreignSameSentence',
  'spans',
  'plural',
  'aliasWords',
  'longSegments',
  'longestSegment',
] as const;

const LINKING = list('is was are were be been has have had');

/**
 * Measures what tells a list of candidates, a hedge, a denial, a change of mind or a copy of the question from a plain
 * answer. @returns numbers in the order of {@link SUSPICION_FEATURES}
 */
export function suspicionFeatures(
  question: Question,
  best: Match,
  located: Located,
  response: Response,
  segments: readonly Segment[],
  text: string,
  stance: Settled<unknown>['outcome'],
): number[] {
  const { tokens } = response;
  const { spans } = located;
  const given = givenWords(question.tokens, located.keyWords);
  const first = spans[0];
  const last = spans.at(-1);
  const short = (segment: Segment) => segment.to - segment.from <= 7;
  const run = runAround(segments, short);
  const runKinds = (kind: Segment['before']) =>
    run.filter((segment, index) => index > 0 && segment.before === kind).length;
  const alias = best.alias;
  const alike = segments.filter(
    (segment) =>
      segment.foreign && short(segment) && isAlike(segment, response, alias.proper, alias.numbers.length > 0),
  );
  const foreignWords = segments.reduce((sum, segment) => sum + (segment.foreign ? segment.carrying : 0), 0);
  const carrying = segments.reduce((sum, segment) => sum + segment.carrying, 0);
  const count = (words: ReadonlySet<string>, from = 0, to = tokens.length) => {
    let found = 0;
    for (let index = from; index < to; index += 1)
      if (words.has(tokens[index]!.text) && (words === LINKING || !given(tokens[index]!.text))) found += 1;
    return Math.min(5, found);
  };
  const foreignBetween = (from: number, to: number) =>
    Math.min(
      20,
      segments.reduce(
        (sum, segment) =>
          sum + (segment.foreign && segment.from >= from && segment.to <= to ? segment.carrying : 0),
        0,
      ),
    );
  const sameSentence = first
    ? segments.reduce(
        (sum, segment) =>
          sum +
          (segment.foreign && tokens[segment.from]!.sentence === tokens[first.from]!.sentence
            ? segment.carrying
            : 0),
        0,
      )
    : 0;
  const echo = echoOf(question.tokens, tokens);
  const denied = spans.filter((span) => isNegated(tokens, span, given)).length;
  return [
    Math.min(30, segments.length),
    Math.min(12, segments.filter((segment) => segment.foreign && short(segment)).length),
    Math.min(12, run.filter((segment) => segment.foreign).length),
    Math.min(10, runKinds('or')),
    Math.min(10, runKinds('comma')),
    Math.min(10, runKinds('slash')),
    Math.min(10, runKinds('line')),
    Math.min(10, runKinds('stop') + runKinds('dash')),
    Math.min(10, runKinds('and')),
    Math.min(12, alike.length),
    carrying === 0 ? 1 : (carrying - foreignWords) / carrying,
    Math.min(40, foreignWords),
    count(LINKING) / Math.max(1, tokens.length),
    count(HEDGES),
    count(NEGATIONS),
    denied > 0 ? 1 : 0,
    spans.length > 0 && denied === spans.length ? 1 : 0,
    count(DOUBTERS),
    count(CONTRASTS),
    last ? count(CONTRASTS, last.to) : 0,
    first ? count(CONTRASTS, 0, first.from) : 0,
    echo.run,
    echo.inOrder,
    echo.asks ? 1 : 0,
    stance === 'denied' ? 1 : 0,
    stance === 'doubted' ? 1 : 0,
    stance === 'several' ? 1 : 0,
    located.whole ? 1 : 0,
    Math.min(
      12,
      segments.reduce((sum, segment) => sum + (segment.good ? segment.extra : 0), 0),
    ),
    Math.min(4, text.split('?', 5).length - 1),
    Math.log2(1 + tokens.length),
    ...rivalSentences(question.content, segments, tokens),
    isSoleCopy(echo, segments) ? 1 : 0,
    tokens.filter((token) => STOP_WORDS.has(token.text)).length / Math.max(1, tokens.length),
    tokens.filter((token) => token.text === 'answer').length,
    first ? Math.log2(1 + first.from) : 0,
    last ? Math.log2(1 + tokens.length - last.to) : 0,
    last ? foreignBetween(last.to, tokens.length) : 0,
    first ? foreignBetween(0, first.from) : 0,
    Math.min(20, sameSentence),
    Math.min(6, spans.length),
    question.plural ? 1 : 0,
    alias.words.length,
    Math.min(10, segments.filter((segment) => segment.to - segment.from > 12).length),
    Math.min(
      30,
      segments.reduce((longest, segment) => Math.max(longest, segment.to - segment.from), 0),
    ),
  ];
}

/** The longest run of short pieces that holds a good one. */
function runAround(segments: readonly Segment[], short: (segment: Segment) => boolean): readonly Segment[] {
  let longest: readonly Segment[] = [];
  let start = 0;
  for (let index = 0; index <= segments.length; index += 1) {
    const segment = segments[index];
    if (segment && short(segment)) continue;
    const lead = start > 0 && start < index && segments[start]!.before !== 'stop' ? start - 1 : start;
    const run = segments.slice(lead, index);
    if (run.length > longest.length && run.some((piece) => piece.good)) longest = run;
    start = index + 1;
  }
  return longest;
}

/** Whether a piece looks like the alias in kind: a number for a number, a name for a name, a short phrase for a phrase. */
function isAlike(segment: Segment, response: Response, proper: boolean, numeric: boolean): boolean {
  const inside = response.tokens.slice(segment.from, segment.to);
  if (numeric) return inside.some((token) => token.value !== null || /^m\d/.test(token.text));
  if (proper)
    return inside.some((token) => token.capital) || (segment.before !== 'comma' && segment.carrying <= 4);
  return segment.carrying <= 4;
}

/** Whether the response is the question, its asking word too, with the answer put in and next to nothing else. */
const isSoleCopy = (echo: Echo, segments: readonly Segment[]) =>
  echo.inOrder >= 0.9 &&
  (echo.asks || echo.inOrder === 1) &&
  segments.reduce((sum, segment) => sum + segment.extra, 0) <= 1;
