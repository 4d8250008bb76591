import { NONE_OF_THEM } from '../../answers/cues.ts';
import { type Reading, readResponse } from '../../answers/read-response.ts';
import { settle } from '../../answers/settle.ts';
import type { Settled } from '../../answers/settled.ts';
import type { JsonObject } from '../../spec/json.ts';
import { noOptions } from '../../spec/make-tool.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import type { ToolRollout } from '../../spec/tool.ts';
import { scored, unscored, type Verdict } from '../../spec/verdict.ts';
import { BOOLEANS } from '../../text/choices/booleans.ts';
import { type Expected, optionsOf, readExpected } from '../../text/choices/expected.ts';
import type { Option } from '../../text/choices/options.ts';
import { plain } from '../../text/choices/plain.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import { optionGrammar } from './option-grammar.ts';
import { polarityOf } from './polarity.ts';
import { statedOf } from './stated-of.ts';
import { truthGrammar } from './truth-grammar.ts';

/** Compares the option or truth word that a response settles on with the reference. */
export const choice = defineBuiltIn({
  declaration: {
    id: 'choice',
    version: '1.0.0',
    title: 'Choice',
    description:
      'Right when the response settles on the option or truth word of the reference: by letter, by the text of the ' +
      'option in the prompt, or as yes, no, true, false, valid, invalid. The last stated answer counts; two different ' +
      'options offered as alternatives are wrong. Cannot read a reference that is neither letter, option nor truth word.',
    type: 'verifier',
    slot: 'correctness',
    needs: ['reference'],
    kinds: ['choice', 'reasoning.choice'],
    execution: 'inline',
    deadlineMs: 100,
  },
  options: noOptions,
  prepare(query) {
    const options = query.options ?? optionsOf(query.prompt, query.references);
    const expected = query.references.flatMap(
      (reference) => readExpected(reference, options, query.prompt) ?? [],
    );
    if (expected.length === 0)
      return inapplicable('No reference is a letter, an option of the prompt or a truth word.');
    return eachRollout((rollout) => judge(rollout, expected, options, query.prompt));
  },
});

function judge(
  { text }: ToolRollout,
  expected: readonly Expected[],
  options: readonly Option[],
  prompt: string,
): Verdict {
  const reading = readResponse(text);
  let evidence: JsonObject = { found: null };
  let guessed = false;
  for (const wanted of expected) {
    const outcome =
      wanted.kind === 'boolean'
        ? matchTruth(reading, wanted.word, prompt, options)
        : matchOption(reading, wanted, options, prompt);
    evidence = outcome.evidence;
    if (outcome.right === true) return scored(1, evidence);
    if (outcome.right === null) guessed = true;
  }
  return guessed ? unscored('The response only guesses its answer.', evidence) : scored(0, evidence);
}

/** Whether a response is right; null where it only guesses what is right, which is neither paid nor wrong. */
interface Outcome {
  readonly right: boolean | null;
  readonly evidence: JsonObject;
}

function matchTruth(reading: Reading, word: string, prompt: string, options: readonly Option[]): Outcome {
  const wanted = BOOLEANS.get(word)!;
  const others = options.map(({ text }) => plain(text)).filter((text) => text !== '' && !BOOLEANS.has(text));
  const settled = settle(reading, truthGrammar(wanted.pair, prompt, others));
  const restated =
    settled.outcome === 'none' && wanted.pair === 'truth' ? polarityOf(reading.said.trim(), prompt) : null;
  if (restated !== null)
    return {
      right: restated === wanted.side,
      evidence: { found: reading.said.slice(0, 200), where: 'restated', wanted: word },
    };
  const right = (values: readonly (boolean | string)[]) => values.length === 1 && values[0] === wanted.side;
  // "No. 91 is a prime number.": what follows says the opposite.
  const isContrary =
    wanted.pair === 'truth' && right(settled.values) && goesOn(reading.said, prompt) === !wanted.side;
  return outcomeOf(
    isContrary ? { ...settled, outcome: 'several' } : settled,
    (values) => right(values) && !isContrary,
    {
      wanted: word,
    },
  );
}

/** What the sentence behind an opening "Yes." or "No," says of the question; null where it says something else. */
function goesOn(said: string, prompt: string): boolean | null {
  const opening = /^\W*\p{L}+[.,!:;—–-]{1,3}\s+/u.exec(said.trim().slice(0, 2_000));
  if (!opening) return null;
  const behind = said
    .trim()
    .slice(opening[0].length, 2_000)
    .replace(/^(?:but|because|since|as|and)\s/i, '');
  const sentence = /^[^.;!?\n]*[.;!?\n]?/.exec(behind)![0];
  return CONCEDES.test(sentence) ? null : polarityOf(sentence, prompt);
}
const CONCEDES =
  /\b(?:although|though|even if|some|many|most|people|thinks?|believes?|claims?|says?|might|if|unless|except|only|while|whereas)\b/i;

function matchOption(
  reading: Reading,
  wanted: Exclude<Expected, { kind: 'boolean' }>,
  options: readonly Option[],
  prompt: string,
): Outcome {
  const names = wanted.kind === 'labels' ? [...wanted.labels] : [...wanted.texts];
  const known = wanted.kind === 'labels' ? withLabels(options, wanted.labels) : options;
  const grammar = optionGrammar(known);
  const read = settle(reading, grammar);
  const stated =
    read.place === 'sentence' && (read.outcome !== 'denied' || /\bNOT\b|\bis not\b/.test(prompt))
      ? statedOf(reading.said, prompt, grammar)
      : null;
  const settled = stated ? { ...read, outcome: 'one' as const, values: stated } : read;
  /** "Is it A, B or C?": the letters are the options themselves. */
  const isUnlabelled = known.every((option) => option.label === null);
  const isNone =
    read.place === 'sentence' &&
    NONE_OF_THEM.test(reading.said) &&
    !known.some(({ text }) => /\b(?:none|neither)\b/i.test(text));
  const isRight = (values: readonly string[]) =>
    !isNone &&
    values.length === names.length &&
    values.every((value) => names.includes(value) || (isUnlabelled && names.includes(plain(value))));
  return outcomeOf(settled, isRight, { chosen: [...settled.values], wanted: names });
}

function outcomeOf<Value>(
  settled: Settled<Value>,
  isRight: (values: readonly Value[]) => boolean,
  shown: JsonObject,
): Outcome {
  const evidence = {
    found: settled.text.slice(0, 200) || null,
    where: settled.place,
    outcome: settled.outcome,
    ...shown,
  };
  const right = isRight(settled.values);
  return {
    right: settled.outcome === 'doubted' && right ? null : right && settled.outcome !== 'denied',
    evidence,
  };
}

/** The reference's own label is one of the options even where the prompt's list could not be read to its end. */
function withLabels(options: readonly Option[], labels: readonly string[]): readonly Option[] {
  if (!options.some((option) => option.label !== null)) return options;
  const missing = labels.filter((label) => !options.some((option) => option.label === label));
  return [...options, ...missing.map((label) => ({ label, text: '' }))];
}
