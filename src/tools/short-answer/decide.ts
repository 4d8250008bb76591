import { LOOKS_AGAIN, TAKES_BACK } from '../../answers/cues.ts';
import { type Reading, readResponse } from '../../answers/read-response.ts';
import { standingText } from '../../answers/standing-text.ts';
import { withAmountOfKey } from './amount-said.ts';
import type { AnswerKey } from './answer-key.ts';
import { judgeBare } from './bare-answer.ts';
import { predict } from './boosted-trees.ts';
import { claimInPlace } from './final-claim.ts';
import type { Measurement } from './measure.ts';
import { measure } from './measure.ts';
import type { ShortAnswerModel } from './model.ts';
import { namesNothingElse } from './plain-statement.ts';
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
  if (claim.outcome === 'one' && !hasRivalPlace(reading, key)) return decision;
  if (decision.outcome !== 'right' && claim.outcome === 'one') return decision;
  const signs = [
    claim.outcome === 'one' ? 'another answer in such a place' : `its final claim is ${claim.outcome}`,
  ];
  return { ...decision, outcome: 'suspicious', signs };
}

/** Whether another place made for answers holds another answer that nothing takes back. */
function hasRivalPlace({ explicit, said }: Reading, key: AnswerKey): boolean {
  const last = explicit.at(-1)!;
  const isSame = (text: string) => judgeBare(key, text.split('\n')[0]!) === 'same';
  return (
    explicit.length > 1 &&
    isSame(last.text) &&
    explicit.slice(0, -1).some((claim) => {
      const between = said.slice(claim.start, last.from);
      return (
        claim.place === last.place &&
        claim.text.length < 200 &&
        !isSame(claim.text) &&
        !LOOKS_AGAIN.test(between) &&
        !TAKES_BACK.test(between)
      );
    })
  );
}

/** What a sentence puts in bold, where all of its bold words are the same: `The symbol is **Au**, from …` */
function boldClaim(said: string): string | null {
  const bold = [...said.matchAll(/\*\*([^*\n]{1,120})\*\*/g)].map((match) =>
    match[1]!.replace(/[.:,;\s]+$/, ''),
  );
  return bold.length > 0 && bold.length <= 4 && new Set(bold).size === 1 && said.length <= 1_500
    ? bold[0]!
    : null;
}

const FULL_NAME = /^\p{Lu}[\p{L}'’.-]*(?: \p{L}[\p{L}'’.-]*){0,3} \p{Lu}[\p{L}'’-]+$/u;

/** Whether words in brackets could be another answer: a full name where one is asked for, a word for a word. */
function isOfSort({ aliases }: AnswerKey, words: string): boolean {
  if (judgesAlone.test(words)) return false;
  return aliases.every(({ proper, numbers, words: own }) =>
    numbers.length > 0
      ? /\d/.test(words)
      : proper
        ? own.length >= 2 && FULL_NAME.test(words)
        : own.length === 1 && /^\p{Ll}{3,}$/u.test(words),
  );
}
const judgesAlone = /^(?:born|né|née|geb\.|formerly|aka|a\.k\.a\.|also|see|in|from)\b/i;

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
    if (namesNothingElse(key, measurement) && ruling.objection() === null && measurement.stance === 'one')
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
