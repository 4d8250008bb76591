import { z } from 'zod';
import type { JsonObject } from '../../spec/json.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { scored, unscored } from '../../spec/verdict.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import { partsWanted } from './all-wanted.ts';
import { type Decision, decide } from './decide.ts';
import { readAnswerKey } from './measure.ts';
import { trainedModel } from './model.ts';

const settings = z.strictObject({
  /** The mark in front of decimals, where no grouped number of the question or the references shows another. */
  mark: z.enum(['.', ',']).optional(),
});

/**
 * Judges a free-text answer against one or several reference answers, in the sense of the human labels of EVOUNA
 * (Wang et al., arXiv 2305.12421). Two small sets of boosted trees (`scripts/train-short-answer.ts`): one says how
 * probable it is that a person calls the response right, from what it holds of the references; the other how much it
 * looks like several candidates, a hedge, a denial, a change of mind or a copy of the question. Between the two
 * thresholds, and where a right answer stands in a suspicious form, the wording alone cannot tell: `unscored`.
 */
export const shortAnswer = defineBuiltIn({
  declaration: {
    id: 'short-answer',
    version: '1.0.0',
    title: 'Short answer',
    description:
      'Right when a free-text answer, of a word or a paragraph, says one of the reference answers (aliases may be joined ' +
      'by "/"). Strict about lists of candidates, hedges, denials and copies of the question. Unscored where the wording ' +
      'alone cannot tell, such as paraphrases of a long reference.',
    type: 'verifier',
    slot: 'correctness',
    needs: ['prompt', 'reference'],
    kinds: ['qa'],
    optionsForRun: { mark: 'mark' },
    execution: 'thread',
    deadlineMs: 200,
  },
  options: settings,
  prepare(query, { mark }) {
    const wanted = partsWanted(query.prompt, query.references);
    const references = wanted && query.references.length > 1 ? [wanted.join(', ')] : query.references;
    const key = readAnswerKey(query.prompt, references, trainedModel.rarity, wanted, mark);
    if (key.aliases.length === 0) return inapplicable('There is no reference with a word in it.');
    return eachRollout(({ text }) => {
      const decision = decide(trainedModel, key, text);
      const evidence = evidenceOf(decision);
      switch (decision.outcome) {
        case 'right':
          return scored(1, evidence);
        case 'wrong':
          return scored(0, evidence);
        case 'suspicious':
          return unscored(
            `The reference is there, but not as a plain answer: ${decision.signs.join(', ') || 'its form is unlike one'}.`,
            evidence,
          );
        case 'unsure':
          return unscored('The wording alone does not tell whether this is the reference answer.', evidence);
      }
    });
  },
});

function evidenceOf({ probability, suspicion, signs, measurement }: Decision): JsonObject {
  if (!measurement) return { matched: null, note: 'the response has no word' };
  const { best, response, text } = measurement;
  const span = best.spans[0] ?? best.near[0];
  const from = span && response.tokens[span.from]?.start;
  const to = span && response.tokens[span.to - 1]?.end;
  return {
    alias: best.alias.written.slice(0, 100),
    matched: span === undefined ? null : text.slice(from, to).slice(0, 100),
    at: from ?? null,
    recall: round(best.recall),
    probability: round(probability),
    suspicion: round(suspicion),
    signs: [...signs],
  };
}

const round = (value: number) => Number(value.toFixed(3));
