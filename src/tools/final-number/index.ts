import { z } from 'zod';
import { numberGrammar } from '../../answers/grammar-of-numbers.ts';
import { readResponse } from '../../answers/read-response.ts';
import { settle } from '../../answers/settle.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { scored, unscored } from '../../spec/verdict.ts';
import { findNumbers } from '../../text/numbers/find-numbers.ts';
import type { FoundNumber } from '../../text/numbers/found-number.ts';
import { equalRationals } from '../../text/numbers/rational.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import { type Asked, isAsked, readAsked } from './asked.ts';
import { asksTimes, isCoefficient } from './coefficient.ts';
import { countsOther, countsWhat, isPerOne } from './counted.ts';

const settings = z.strictObject({
  /** The mark in front of decimals, where no grouped number of the prompt or the references shows another. */
  mark: z.enum(['.', ',']).optional(),
});

/** Compares the number a worked solution ends in with a numeric reference, exactly (GSM8K, arXiv 2110.14168). */
export const finalNumber = defineBuiltIn({
  declaration: {
    id: 'final-number',
    version: '1.0.0',
    title: 'Final number',
    description:
      'Right when the number that the response finally claims equals the numeric reference exactly. Reads digits and words, ' +
      'signs, fractions, per cent, powers of ten, scales and units. A number that is taken back, denied, doubted or one of ' +
      'several is wrong. Does not read algebra: math-equivalence does.',
    type: 'verifier',
    slot: 'correctness',
    needs: ['reference'],
    kinds: ['math.final-number'],
    optionsForRun: { mark: 'mark' },
    execution: 'inline',
    deadlineMs: 100,
  },
  options: settings,
  prepare(query, { mark }) {
    const asked = readAsked(query.prompt, query.references, mark);
    if (asked.wanted.length === 0) return inapplicable('No reference is a plain decimal number.');
    const grammar = numberGrammar(asked.reading, (text, number) => countsWhat(text, number, asked));
    const claims = { reading: asked.reading, times: asksTimes(query.prompt) };
    return eachRollout(({ text }) => judge(text, asked, { grammar, claims }));
  },
});

/** Whether the text writes the number out, and not as a fraction or in per cent only. */
function isDecimal(text: string, { value }: FoundNumber, asked: Asked): boolean {
  return findNumbers(text, asked.reading).some(
    (one) =>
      value !== null &&
      one.value !== null &&
      equalRationals(one.value, value) &&
      (!asked.decimal ||
        /^[-−–+\s$€£¥]*[\d.,\s]+$/.test(text.slice(one.start, one.end).replace(/[{}]/g, ''))) &&
      !/\d\s?[/⁄]\s?\d|\\[dtc]?frac/.test(text.slice(one.start, one.end)),
  );
}

/** "168 days", where pages are asked for: a measure in a sentence is no count. What a calculation comes to may be named as one likes. */
function isMeasure(
  { place, text }: { place: string | null; text: string },
  number: FoundNumber,
  { counted }: Asked,
) {
  if (place !== 'sentence' || !counted || counted.unit || !number.unit || number.percent) return false;
  return number.unit.dimension !== 'money' && !/=\s*$/.test(text.slice(0, number.start));
}

interface Reading {
  readonly grammar: ReturnType<typeof numberGrammar>;
  readonly claims: Parameters<typeof isCoefficient>[2];
}

function judge(text: string, asked: Asked, { grammar, claims }: Reading) {
  const settled = settle(readResponse(text), grammar);
  const [number] = settled.values;
  const evidence = {
    found: settled.text.slice(0, 200) || null,
    where: settled.place,
    outcome: settled.outcome,
  };
  if (number === undefined || settled.outcome === 'several') return scored(0, evidence);
  const perOne =
    settled.place === 'sentence' &&
    number.unit !== null &&
    asked.unit !== null &&
    isPerOne(settled.text.slice(number.end), number.unit, asked.unit);
  const right =
    isAsked(number, asked, perOne) &&
    (!(asked.decimal || asked.whole) || isDecimal(settled.text, number, asked)) &&
    !(asked.counted && countsOther(settled.text, asked.counted)) &&
    !isMeasure(settled, number, asked) &&
    !isCoefficient(settled.text, number, claims);
  if (settled.outcome === 'doubted')
    return right ? unscored('The response only guesses its answer.', evidence) : scored(0, evidence);
  return scored(right ? 1 : 0, evidence);
}
