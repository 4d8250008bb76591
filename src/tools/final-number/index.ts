import { makeTool, noOptions } from '../../spec/make-tool.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { scored } from '../../spec/verdict.ts';
import { equalDecimals, parseDecimal } from '../../text/decimal.ts';
import { findFinalNumber } from '../../text/final-number.ts';

/** Compares the number a worked solution ends in with a numeric reference, exactly (GSM8K, arXiv 2110.14168). */
export const finalNumber = makeTool({
  declaration: {
    id: 'final-number',
    version: '1.0.0',
    title: 'Final number',
    description:
      'Right when the final number of the response equals the numeric reference exactly, as decimals. Reads ####, ' +
      '\\boxed{}, <answer> and "the answer is". Does not read fractions, units or LaTeX: math-equivalence does.',
    type: 'verifier',
    slot: 'correctness',
    needs: ['reference'],
    range: [0, 1],
    kinds: ['math.final-number'],
    execution: 'inline',
    deadlineMs: 100,
    deterministic: true,
    contentGuard: true,
    costPer1000: 0,
    provenance: { origin: 'built-in' },
  },
  options: noOptions,
  prepare(query) {
    const references = query.references.flatMap((text) => parseDecimal(text.replace(/[$\s]/g, '')) ?? []);
    if (references.length === 0) return inapplicable('No reference is a plain decimal number.');
    return eachRollout(({ text }) => {
      const found = findFinalNumber(text);
      if (!found) return scored(0, { found: null });
      const value = parseDecimal(found.text);
      const right = value !== null && references.some((reference) => equalDecimals(reference, value));
      return scored(right ? 1 : 0, { found: found.text, where: found.found });
    });
  },
});
