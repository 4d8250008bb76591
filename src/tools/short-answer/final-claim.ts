import type { Grammar } from '../../answers/grammar.ts';
import type { Reading } from '../../answers/read-response.ts';
import { settle } from '../../answers/settle.ts';
import type { Settled } from '../../answers/settled.ts';
import { FRAME_WORDS, OPENERS, STOP_WORDS } from '../../answers/word-lists.ts';
import type { AnswerKey } from './answer-key.ts';
import { bareText, judgeBare } from './bare-answer.ts';
import { matchAliases, readResponse } from './match.ts';

/** The reference, or what a place made for an answer holds in its stead. */
export type Given = 'reference' | { readonly other: string };

const MOST_WORDS = 14;

/** @returns what a response finally claims in a place made for answers; null where it has no such place */
export function claimInPlace(reading: Reading, key: AnswerKey): Settled<Given> | null {
  return reading.explicit.length === 0 ? null : settle(reading, grammarOf(key, true));
}

/** @returns what the prose of a response does with the reference: asserts, denies, doubts or reports it, or names it nowhere */
export function stanceInProse(reading: Reading, key: AnswerKey): Settled<Given>['outcome'] {
  return settle(reading, grammarOf(key, false)).outcome;
}

function grammarOf(key: AnswerKey, others: boolean): Grammar<Given> {
  return {
    closed: others,
    same: (left, right) =>
      left === 'reference' || right === 'reference' ? left === right : left.other === right.other,
    find(text) {
      const lead = text.length - text.trimStart().length;
      const whole = { start: lead, end: text.trimEnd().length };
      if (whole.end <= whole.start) return [];
      const bare = bareText(text);
      if (judgeBare(key, text) === 'same') {
        const start = Math.max(lead, text.lastIndexOf(bare));
        return [{ value: 'reference', start, end: Math.min(whole.end, start + bare.length) }];
      }
      const response = readResponse(text);
      const spans = matchAliases(key.aliases, response).flatMap((match) => [...match.spans, ...match.near]);
      if (spans.length > 0)
        return spans
          .sort((left, right) => left.from - right.from)
          .filter((span, index) => index === 0 || span.from >= spans[index - 1]!.to)
          .map((span) => ({
            value: 'reference' as const,
            start: response.tokens[span.from]!.start,
            end: response.tokens[span.to - 1]!.end,
          }));
      if (!others || response.tokens.length === 0 || response.tokens.length > MOST_WORDS) return [];
      const words = response.tokens.map((token) => token.text);
      const says = words.some(
        (word) => !STOP_WORDS.has(word) && !FRAME_WORDS.has(word) && !OPENERS.has(word),
      );
      return says ? [{ value: { other: words.join(' ') }, ...whole }] : [];
    },
    isBare: (line) => readResponse(line).tokens.length <= 6,
  };
}
