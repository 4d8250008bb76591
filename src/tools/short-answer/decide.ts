import { boldClaim } from '../../answers/bold-claim.ts';
import { namesNothingElse } from '../../answers/names-nothing-else.ts';
import { type Reading, readResponse } from '../../answers/read-response.ts';
import { hasRivalPlace } from '../../answers/rival-place.ts';
import { standingText } from '../../answers/standing-text.ts';
import { withAmountOfKey } from './amount-said.ts';
import type { AnswerKey } from './answer-key.ts';
import { judgeBare } from './bare-answer.ts';
import { predict } from './boosted-trees.ts';
import { claimInPlace } from './final-claim.ts';
import type { Measurement } from './measure.ts';
import { measure } from './measure.ts';
import type { ShortAnswerModel } from './model.ts';
import { type Outcome, outcomeBy, ruleOn } from './ruling.ts';
import { signsOf } from './signs.ts';

/** What was decided about a response, and on what. */
export interface Decision {
  readonly outcome: Outcome;
  /** Probability that it is right; 0 where it says nothing. */
  readonly probability: number;
  readonly suspicion: number;
  /** What speaks against a plain answer, in words. */
  readonly signs: readonly string[];
  readonly measurement: Measurement | null;
}

/**
 * Decides about what a response finally claims: a claim in a place made for answers alone where there is one, else the
 * prose. A bare value is compared as a value; anything longer by the trees, whose "right" stands where nothing objects
 * and whose "wrong" stands where the response says another thing of one sort with the reference.
 */
export function decide(model: ShortAnswerModel, key: AnswerKey, written: string): Decision {
  const reading = readResponse(written);
  const claim = claimInPlace(reading, key);
  if (!claim || claim.outcome === 'none') return decideProse(model, key, reading);
  const decision = decideProse(model, key, readResponse(claim.text));
  if (claim.outcome === 'one' && !hasRivalPlace(reading, (text) => judgeBare(key, text) === 'same'))
    return decision;
  if (decision.outcome !== 'right' && claim.outcome === 'one') return decision;
  const signs = [
    claim.outcome === 'one' ? 'another answer in such a place' : `its final claim is ${claim.outcome}`,
  ];
  return { ...decision, outcome: 'suspicious', signs };
}

const FULL_NAME = /^\p{Lu}[\p{L}'’.-]*(?: \p{L}[\p{L}'’.-]*){0,3} \p{Lu}[\p{L}'’-]+$/u;

/** Whether words in brackets could be another answer: a full name where one is asked for, a word for a word. */
function isOfSort({ aliases }: AnswerKey, words: string): boolean {
  return aliases.every(({ proper, numbers, words: own }) =>
    numbers.length > 0
      ? /\d/.test(words)
      : proper
        ? own.length >= 2 && FULL_NAME.test(words)
        : own.length === 1 && /^\p{Ll}{3,}$/u.test(words),
  );
}

function decideProse(model: ShortAnswerModel, key: AnswerKey, reading: Reading): Decision {
  const measurement = measure(key, reading.said);
  if (!measurement) return { outcome: 'wrong', probability: 0, suspicion: 0, signs: [], measurement: null };
  const ruling = ruleOn(key, reading, measurement);
  if (ruling.fixed !== null)
    return {
      outcome: ruling.fixed,
      probability: ruling.fixed === 'right' ? 1 : 0,
      suspicion: 0,
      signs: [],
      measurement,
    };
  const probability = predict(model.correctness, measurement.correctness);
  const suspicion = predict(model.suspicion, [...measurement.suspicion, ...measurement.correctness]);
  const outcome = outcomeBy(model.thresholds, probability, suspicion, ruling);
  if (outcome === 'unsure' || outcome === 'suspicious') {
    const standing = standingText(reading.said, (words) => !isOfSort(key, words));
    const again =
      standing === null ? null : decideProse(model, key, { said: standing, thinking: '', explicit: [] });
    if (again?.outcome === 'right') return again;
    const amount = again === null && !measurement.located.whole ? withAmountOfKey(key, reading.said) : null;
    const worth =
      amount === null ? null : decideProse(model, key, { said: amount, thinking: '', explicit: [] });
    if (worth?.outcome === 'right') return worth;
    if (namesNothingElse(measurement.named) && ruling.objection() === null && measurement.stance === 'one')
      return { outcome: 'right', probability, suspicion, signs: [], measurement };
    const bold = boldClaim(reading.said);
    const inBold = bold !== null && bold !== reading.said && judgeBare(key, bold) === 'same';
    if (inBold && measurement.stance === 'one')
      return { outcome: 'right', probability, suspicion, signs: [], measurement };
  }
  if ((outcome === 'unsure' || outcome === 'suspicious') && ruling.refuted())
    return { outcome: 'wrong', probability, suspicion, signs: [], measurement };
  const signs = suspicion >= model.thresholds.suspicion / 2 ? signsOf(measurement.suspicion) : [];
  const objection = outcome === 'suspicious' ? ruling.objection() : null;
  return {
    outcome,
    probability,
    suspicion,
    signs: objection === null ? signs : [objection, ...signs],
    measurement,
  };
}
