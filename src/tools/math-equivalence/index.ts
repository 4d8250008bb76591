import { z } from 'zod';
import { readSaid } from '../../answers/read-response.ts';
import { settle } from '../../answers/settle.ts';
import { withoutThinking } from '../../answers/thinking.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { scored, unscored } from '../../spec/verdict.ts';
import { clip } from '../../text/clip.ts';
import { unitAsked } from '../../text/numbers/unit-asked.ts';
import { withoutMarkup } from '../../text/without-markup.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import { prepareWanted } from '../exact-answer/compare.ts';
import { exactGrammar } from '../exact-answer/exact-grammar.ts';
import { isUnfinished } from './asked-form.ts';
import { oneLineDisplays } from './displays.ts';
import { mathGrammar } from './math-grammar.ts';
import { isPlainNumber, type ReadAnswer, readAnswer } from './read-answer.ts';
import { asAsked } from './response-readings.ts';
import { expressionsOf, isRestated, turnedInto } from './restated.ts';
import { isLetterBehindNumber, withUnitLetter } from './unit-letter.ts';
import { inUnitAsked, unitBehind } from './units-asked.ts';
import { verdictOf } from './verdict-of.ts';

const toolOptions = z.strictObject({
  /** Decimal places to which both sides are rounded before they are compared. */
  decimals: z.number().int().min(0).max(15).optional(),
});

const LONGEST = 20_000;

/**
 * Compares the final answer of a worked solution with references in LaTeX or plain notation. Three verdicts: equal
 * (1), different (0), could not be read (`unscored`); a response that gives no answer at all is 0.
 */
export const mathEquivalence = defineBuiltIn({
  declaration: {
    id: 'math-equivalence',
    version: '1.0.0',
    title: 'Mathematical equivalence',
    description:
      'Right when the final answer of the response equals a reference as mathematics: LaTeX, numbers, units, percentages, ' +
      'fractions, sets, tuples, intervals, matrices, equations and inequalities, by exact fractions or evaluation at fixed ' +
      'points. Does not check the reasoning, and does not read integrals, limits or proofs: those are unscored.',
    type: 'verifier',
    slot: 'correctness',
    needs: ['reference'],
    kinds: ['math'],
    execution: 'thread',
    deadlineMs: 200,
  },
  options: toolOptions,
  prepare(query, options) {
    const decimals = options.decimals ?? null;
    const written = query.references.flatMap((text) => readReference(text) ?? []);
    const measured = query.references.flatMap((text) => {
      const quantity = withUnitLetter(text, query.prompt);
      return quantity === null ? [] : readAnswer(quantity);
    });
    const references = [...written, ...measured];
    if (references.length === 0) return inapplicable('No reference can be read as an answer.');
    const inWords = references.some((reference) => reference.words !== null);
    const words = !inWords
      ? null
      : exactGrammar(
          query.references.flatMap((text) => prepareWanted(withoutMarkup(text)) ?? []),
          query.prompt,
        );
    const expressions = expressionsOf(query.prompt);
    const unit = references.some(({ readings }) => readings.some(({ units }) => units.length > 0))
      ? null
      : unitAsked(query.prompt);
    const expected = clipped(references[0]!.source);
    return eachRollout(({ text }) => {
      const settled = settle(readSaid(oneLineDisplays(clip(withoutThinking(text), LONGEST))), mathGrammar);
      const given = settled.values.length === 0 ? null : readClaim(settled.values.join(' , '), expressions);
      const answer = given && inUnitAsked(given, unit);
      const evidence = {
        found: clipped(answer?.source ?? settled.text) || null,
        where: settled.place,
        outcome: settled.outcome,
        reference: expected,
      };
      if (words) {
        const said = settle(readSaid(clip(withoutThinking(text), LONGEST)), words);
        const [word] = said.values;
        const letter = given && references.some((reference) => sameLetter(reference.source, given.source));
        if (letter || (said.outcome === 'one' && word && 'wanted' in word)) return scored(1, evidence);
      }
      if (
        !answer ||
        (answer.readings.length === 0 && answer.words === null && !/[\\^_=<>+*/()[\]]/.test(answer.source))
      )
        return scored(0, evidence);
      let unknown = false;
      for (const reference of isLetterBehindNumber(given!.source) ? written : references) {
        const named = withoutIndices(answer, reference);
        const inUnit = inUnitAsked(named, unitBehind(reference));
        const read = inUnit && asAsked(inUnit, reference, query.prompt);
        const verdict = read ? verdictOf(reference, read, decimals, query.prompt) : 'different';
        if (verdict === 'equal' && isUnfinished(given!, reference, query.prompt))
          return scored(0, { ...evidence, unfinished: true });
        if (verdict === 'equal' && isOneOf(given!, reference))
          return scored(0, { ...evidence, several: true });
        if (verdict === 'equal' && isRestated(given!, reference, query.prompt, expressions))
          return scored(0, { ...evidence, restated: true });
        if (verdict === 'equal') {
          const shown = { ...evidence, reference: clipped(reference.source) };
          return settled.outcome === 'doubted'
            ? unscored('The response only guesses its answer.', shown)
            : scored(1, shown);
        }
        if (verdict === 'unknown') unknown = true;
      }
      return unknown
        ? unscored('The answer cannot be compared with the reference.', evidence)
        : scored(0, evidence);
    });
  },
});

/** A claim as read; where it turns an expression of the prompt into another, that one as well. */
function readClaim(source: string, expressions: string): ReadAnswer {
  const given = readAnswer(source, true);
  const turned = given.source.includes('=') ? turnedInto(given.source, expressions) : null;
  if (turned === null) return given;
  return { ...given, readings: [...given.readings, ...readAnswer(turned, true).readings] };
}

/** `(B)` and `(B)\\ 2`: the letter of an option, with or without its text. */
function sameLetter(reference: string, answer: string): boolean {
  const wanted = /^\(?([A-Z])\)?$/.exec(withoutMarkup(reference))?.[1];
  return (
    wanted !== undefined &&
    new RegExp(`^(?:\\(${wanted}\\)|${wanted}[.:)])(?:\\\\|\\s|$)`).test(withoutMarkup(answer))
  );
}

/** `x_1 = 3, x_2 = 2` where the reference says `x = 2, x = 3`: the indices only count the solutions. */
function withoutIndices(answer: ReadAnswer, reference: ReadAnswer): ReadAnswer {
  if (!/([a-z])_\{?1\}?\s*=[^=]*\1_\{?2\}?\s*=/.test(answer.source) || reference.source.includes('_'))
    return answer;
  return readAnswer(answer.source.replace(/([a-z])_\{?\d\}?(?=\s*=)/g, '$1'), true);
}

/** "3 or 2" is no point (3, 2). */
function isOneOf(answer: ReadAnswer, reference: ReadAnswer): boolean {
  return (
    /^\s*\([^()[\]]+,[^()[\]]+\)\s*$/.test(reference.source.replace(/\\(?:left|right)/g, '')) &&
    /\bor\b/.test(answer.source) &&
    !/\bor\b/.test(reference.source)
  );
}

function readReference(text: string): ReadAnswer | null {
  if (isPlainNumber(text)) return readAnswer(text);
  const { values } = settle(readSaid(text.slice(0, LONGEST)), mathGrammar);
  const answer = values.length === 0 ? readAnswer(text) : readAnswer(values.join(' , '));
  return answer.readings.length > 0 || answer.words !== null ? answer : null;
}

function clipped(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
