import { z } from 'zod';
import { makeTool } from '../../spec/make-tool.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { scored, unscored } from '../../spec/verdict.ts';
import { type Extracted, extractAnswer } from './extract-answer.ts';
import { lastValue } from './last-value.ts';
import { type ReadAnswer, readAnswer } from './read-answer.ts';
import { verdictOf } from './verdict-of.ts';

const toolOptions = z.strictObject({
  /** Decimal places to which both sides are rounded before they are compared. */
  decimals: z.number().int().min(0).max(15).optional(),
});

/**
 * Compares the final answer of a worked solution with references in LaTeX or plain notation. Three verdicts: equal
 * (1), different (0), could not be read (`unscored`); a response that gives no answer at all is 0.
 */
export const mathEquivalence = makeTool({
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
    range: [0, 1],
    kinds: ['math'],
    execution: 'thread',
    deadlineMs: 200,
    deterministic: true,
    contentGuard: true,
    costPer1000: 0,
    provenance: { origin: 'built-in' },
  },
  options: toolOptions,
  prepare(query, options) {
    const decimals = options.decimals ?? null;
    const references = query.references.flatMap((text) => readReference(text) ?? []);
    if (references.length === 0) return inapplicable('No reference can be read as an answer.');
    const inWords = references.some((reference) => reference.words !== null);
    const expected = clipped(references[0]!.source);
    return eachRollout(({ text }) => {
      const found = extractAnswer(text);
      if (!found || !/[\p{L}\p{N}\\∞∅]/u.test(found.text)) return scored(0, { found: null });
      const answer = readResponse(found, text, inWords);
      const evidence = {
        found: clipped(answer?.source ?? found.text),
        where: found.where,
        reference: expected,
      };
      if (!answer) return scored(0, evidence);
      let unknown = false;
      for (const reference of references) {
        const verdict = verdictOf(reference, answer, decimals);
        if (verdict === 'equal') return scored(1, { ...evidence, reference: clipped(reference.source) });
        if (verdict === 'unknown') unknown = true;
      }
      return unknown
        ? unscored('The answer cannot be compared with the reference.', evidence)
        : scored(0, evidence);
    });
  },
});

/** An unreadable line of prose may still end in the number or formula that is meant; null where it has neither. */
function readResponse(found: Extracted, response: string, inWords: boolean): ReadAnswer | null {
  const answer = readAnswer(found.text, true);
  const isLine = /^(?:hashes|whole|marker|tag)$/.test(found.where);
  if (answer.readings.length > 0 || inWords || !isLine || /[\\^_=]/.test(found.text)) return answer;
  const last = lastValue(found.where === 'whole' ? response : found.text);
  if (last) return readAnswer(last.text, true);
  return /[+*/<>()[\]]/.test(found.text) ? answer : null;
}

function readReference(text: string): ReadAnswer | null {
  const found = extractAnswer(text);
  const answer = found && readAnswer(found.text);
  return answer && (answer.readings.length > 0 || answer.words !== null) ? answer : null;
}

function clipped(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
