import { z } from 'zod';
import { readResponse } from '../../answers/read-response.ts';
import { settle } from '../../answers/settle.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { scored, unscored } from '../../spec/verdict.ts';
import { structuredAnswer } from '../../text/structured-answer.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import { claimedBlock } from './claimed-block.ts';
import { isSameAnswer, prepareWanted } from './compare.ts';
import { exactGrammar } from './exact-grammar.ts';
import { isSameMatrix, matricesIn, matrixOf } from './matrix.ts';
import { judgeStructure } from './structure.ts';

const settings = z.strictObject({
  /** Whether capitals count, as they do in what a program prints. */
  case: z.boolean().default(false),
});

/** Compares the final answer of a response with the one right string of a puzzle, or with what a program prints. */
export const exactAnswer = defineBuiltIn({
  declaration: {
    id: 'exact-answer',
    version: '1.0.0',
    title: 'Exact answer',
    description:
      'Right when the final answer of the response is the reference, but for white space, case (unless it counts), quotes, surrounding ' +
      'punctuation and list separators. For puzzles with one right string: words, names, brackets, numbers, dates, grids. ' +
      'Does not know paraphrases or equal mathematics: short-answer and math-equivalence do.',
    type: 'verifier',
    slot: 'correctness',
    needs: ['reference'],
    kinds: ['reasoning', 'code-output.text'],
    optionsFor: { 'code-output.text': { case: true }, 'reasoning.to-the-letter': { case: true } },
    execution: 'inline',
    deadlineMs: 100,
  },
  options: settings,
  prepare(query, options) {
    const wanted = query.references.flatMap((reference) => prepareWanted(reference, options.case) ?? []);
    if (wanted.length === 0) return inapplicable('No reference, or only empty or very long ones.');
    const shown = wanted[0]!.lines.join('\n').slice(0, 200);
    const lines = wanted[0]!.lines.length;
    const grammar = exactGrammar(wanted, query.prompt);
    const structure =
      options.case || query.references.length !== 1
        ? null
        : structuredAnswer(query.references[0]!, query.prompt);
    const matrix = options.case || query.references.length !== 1 ? null : matrixOf(query.references[0]!);
    return eachRollout(({ text }) => {
      const reading = readResponse(text);
      const given = matrix ? matricesIn(reading.explicit.at(-1)?.text ?? reading.said, matrix) : [];
      if (matrix && given.length > 0) {
        const same = given.length === 1 && isSameMatrix(given[0]!, matrix);
        return scored(same ? 1 : 0, { where: 'grid', grids: given.length, wanted: shown });
      }
      if (lines > 1) {
        const block = claimedBlock(reading, lines);
        const same = wanted.some((reference) => isSameAnswer(block.text, reference));
        return scored(same ? 1 : 0, { found: block.text.slice(0, 200), where: block.where, wanted: shown });
      }
      const settled = settle(reading, grammar);
      const parts = structure ? judgeStructure(reading, structure) : null;
      if (parts !== null)
        return scored(parts ? 1 : 0, { found: reading.said.slice(-200), where: 'parts', wanted: shown });
      const [value] = settled.values;
      const right = settled.values.length === 1 && value !== undefined && 'wanted' in value;
      const evidence = {
        found: settled.text.slice(0, 200) || null,
        where: settled.place,
        outcome: settled.outcome,
        wanted: shown,
      };
      if (right && settled.outcome === 'doubted')
        return unscored('The response only guesses its answer.', evidence);
      return scored(right && settled.outcome === 'one' ? 1 : 0, evidence);
    });
  },
});
