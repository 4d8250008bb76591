import { DOUBTED } from '../../answers/cues.ts';
import { listsCandidates } from '../../answers/listed-candidates.ts';
import type { Reading } from '../../answers/read-response.ts';
import { FRAME_WORDS, OPENERS } from '../../answers/word-lists.ts';
import type { AnswerKey } from './answer-key.ts';
import { judgeBare } from './bare-answer.ts';
import { hasOtherNotation, holdsNotation, isFormulaForWords, isNotation } from './formal.ts';
import { listedValues } from './listed-values.ts';
import type { Measurement } from './measure.ts';
import type { ShortAnswerModel } from './model.ts';
import { objectionTo } from './objections.ts';
import { judgeParts } from './parts.ts';
import { isAnotherOfPassage } from './passage.ts';
import { isAnotherOfSort, saysAnother } from './same-sort.ts';

export type Outcome = 'right' | 'wrong' | 'unsure' | 'suspicious';

/** What is known of a response without the trees. */
export interface Ruling {
  /** The verdict on a bare value or on notation; null where the trees are asked. */
  readonly fixed: Outcome | null;
  /** Why it cannot be right, in words; null where nothing objects. */
  objection(): string | null;
  /** Whether it takes the reference back, or offers it as one of several answers, which is wrong where one is asked for. */
  refuted(): boolean;
  /** Whether what it says instead is of one sort with the reference, so that it can be wrong. */
  another(): boolean;
}

/** Rules on a response, or on the claim of one. What takes time is worked out when it is asked for, once. */
export function ruleOn(key: AnswerKey, reading: Reading, measurement: Measurement): Ruling {
  const once = <T>(work: () => T): (() => T) => {
    let known: { readonly value: T } | null = null;
    return () => {
      known ??= { value: work() };
      return known.value;
    };
  };
  const { stance } = measurement;
  return {
    fixed: fixedBy(key, reading.said, measurement),
    objection: once(() =>
      stance === 'denied' || stance === 'doubted' ? `its claim is ${stance}` : objectionTo(key, measurement),
    ),
    refuted: once(
      () =>
        (stance === 'denied' && measurement.located.whole) ||
        listsCandidates(listedValues(key), measurement.text) === 'several' ||
        isAnotherOfPassage(key, measurement) ||
        (!measurement.located.whole && isAnotherOfSort(key, measurement.response.tokens)),
    ),
    another: once(() => saysAnother(key, measurement)),
  };
}

function fixedBy(key: AnswerKey, said: string, measurement: Measurement): Outcome | null {
  const turn = key.inTurn?.(said) ?? null;
  if (turn) return turn === 'exchanged' ? 'wrong' : 'unsure';
  if (key.parts) {
    const likeness = judgeParts(key.parts.keys, said, key.parts.ordered);
    if (likeness === 'same' && DOUBTED.test(said)) return 'unsure';
    if (likeness !== 'unknown') return likeness === 'same' ? 'right' : 'wrong';
  }
  if (key.aliases.every((alias) => isFormulaForWords(key.prompt, said, alias.written))) return 'unsure';
  const bare = judgeBare(key, said);
  if (bare !== 'unknown') return bare === 'same' ? 'right' : 'wrong';
  if (saysNothing(measurement)) return 'wrong';
  if (!key.aliases.every((alias) => alias.notation)) return null;
  const held = key.aliases.find((alias) => holdsNotation(said, alias.written));
  if (held) return hasOtherNotation(said, held.written) ? 'unsure' : null;
  return said.split(/\s+/).some(isNotation) ? 'wrong' : 'unsure';
}

/** Whether a response has nothing but frame words and openers, and nothing of the reference. */
function saysNothing({ best, response }: Measurement): boolean {
  if (best.recall >= 0.3) return false;
  return response.carrying.every((at) => {
    const word = response.tokens[at]!.text;
    return OPENERS.has(word) || FRAME_WORDS.has(word);
  });
}

/** Puts the ruling and the trees together: two thresholds on the probability, one on the suspicion. */
export function outcomeBy(
  thresholds: ShortAnswerModel['thresholds'],
  probability: number,
  suspicion: number,
  ruling: Ruling,
): Outcome {
  if (ruling.fixed !== null) return ruling.fixed;
  if (probability <= thresholds.wrong) return ruling.another() ? 'wrong' : 'unsure';
  if (probability < thresholds.right) return 'unsure';
  return suspicion >= thresholds.suspicion || ruling.objection() !== null ? 'suspicious' : 'right';
}
