import { makeTool, noOptions } from '../../spec/make-tool.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { scored } from '../../spec/verdict.ts';
import { findClaims } from './claims.ts';
import { isSameAnswer, prepareWanted } from './compare.ts';

/** Compares the final answer of a response with the one right string of a puzzle. */
export const exactAnswer = makeTool({
  declaration: {
    id: 'exact-answer',
    version: '1.0.0',
    title: 'Exact answer',
    description:
      'Right when the final answer of the response is the reference, but for white space, case, quotes, surrounding ' +
      'punctuation and list separators. For puzzles with one right string: words, names, brackets, numbers, dates, grids. ' +
      'Does not know paraphrases or equal mathematics: short-answer and math-equivalence do.',
    type: 'verifier',
    slot: 'correctness',
    needs: ['reference'],
    range: [0, 1],
    kinds: ['reasoning'],
    execution: 'inline',
    deadlineMs: 100,
    deterministic: true,
    contentGuard: true,
    costPer1000: 0,
    provenance: { origin: 'built-in' },
  },
  options: noOptions,
  prepare(query) {
    const wanted = query.references.flatMap((reference) => prepareWanted(reference) ?? []);
    if (wanted.length === 0) return inapplicable('No reference, or only empty or very long ones.');
    const shown = wanted[0]!.lines.join('\n').slice(0, 200);
    return eachRollout(({ text }) => {
      const places = findClaims(text, wanted[0]!.lines.length);
      for (const { spellings, where } of places) {
        const same = spellings.find((spelling) =>
          wanted.some((reference) => isSameAnswer(spelling, reference)),
        );
        if (same !== undefined) return scored(1, { found: same.slice(0, 200), where, wanted: shown });
      }
      const seen = places.at(-1)!;
      return scored(0, { found: (seen.spellings[0] ?? '').slice(0, 200), where: seen.where, wanted: shown });
    });
  },
});
