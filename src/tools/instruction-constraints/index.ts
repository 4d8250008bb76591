import { z } from 'zod';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { type Constraint, constraint } from '../../spec/query.ts';
import { scored } from '../../spec/verdict.ts';
import { isPythonBlank } from '../../text/python-text.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import type { Check, CheckMaker, Outcome } from './check.ts';
import { contentChecks } from './content.ts';
import { copyChecks } from './copies.ts';
import { formatChecks } from './format.ts';
import { keywordChecks } from './keywords.ts';
import { languageChecks } from './language.ts';
import { layoutChecks } from './layout.ts';
import { lengthChecks } from './length.ts';
import { looseVariants } from './loose-variants.ts';
import { markAndPartChecks } from './marks-and-parts.ts';
import { recogniseConstraints } from './recognisers/recognise-constraints.ts';
import { ResponseText } from './response-text.ts';
import { wordCountChecks } from './word-counts.ts';
import { wordOrderChecks } from './word-order.ts';

/** The sorts of IFEval and our own, which are found in prompts as well. */
const readChecks = [keywordChecks, lengthChecks, formatChecks, contentChecks, languageChecks, layoutChecks];
const furtherChecks = [wordCountChecks, wordOrderChecks, copyChecks, markAndPartChecks];

const MAKERS = new Map<string, CheckMaker>(
  [...readChecks, ...furtherChecks].flatMap((checks) => Object.entries(checks)),
);

/** The sorts of constraint that have a check. */
export const constraintSorts: ReadonlySet<string> = new Set(MAKERS.keys());
const recognisedSorts = readChecks.flatMap((checks) => Object.keys(checks));

const toolOptions = z.strictObject({
  /** The constraints to check, in place of the query's own. */
  constraints: z.array(constraint).optional(),
  /** `loose`: each constraint may hold of any of eight trimmed forms of the response. */
  mode: z.enum(['strict', 'loose']).default('strict'),
  /** `all`: 1 if every constraint holds; `fraction`: the share that holds. */
  reward: z.enum(['all', 'fraction']).default('all'),
});

interface PreparedConstraint {
  readonly id: string;
  readonly check: Check;
}

/**
 * Checks the verifiable instructions of IFEval (arXiv 2311.07911, section 2.1 and appendix), all 25 sorts, as its
 * checkers in Python do; and by what the prompts of the data sets say, the 29 sorts of IFTrain and those of IFBench that these words define
 * (arXiv 2507.02833). A constraint that is not known, or whose arguments cannot be used, makes the whole result
 * `unscored`: what is left would be the reward of an easier query.
 */
export const instructionConstraints = defineBuiltIn({
  declaration: {
    id: 'instruction-constraints',
    version: '1.1.0',
    title: 'Instruction constraints',
    description:
      'Right when the response keeps every verifiable instruction of the query, given by id and kwargs: the 25 sorts of ' +
      'IFEval (length, keywords, format, case, language, …), the 29 of IFTrain, some of IFBench, and the layout that prompts ask for (paragraphs, lines of a poem, lists). Does not judge whether the response is any good. Option ' +
      'mode "loose" forgives introductions and markdown; option reward "fraction" gives the share that is kept.',
    type: 'verifier',
    slot: 'correctness',
    needs: ['constraints'],
    kinds: ['instruction-following.constraints'],
    constraints: [...constraintSorts],
    optionsForRun: { partialCredit: { reward: 'fraction' } },
    execution: 'thread',
    deadlineMs: 500,
    contentGuard: false,
  },
  recogniser: {
    recognise: async (prompt) => recogniseConstraints(prompt).constraints.flatMap(({ spans }) => spans),
    read: async (prompt) => recogniseConstraints(prompt),
    sorts: recognisedSorts,
  },
  options: toolOptions,
  prepare(query, options) {
    const constraints = options.constraints ?? query.constraints;
    if (constraints.length === 0) return inapplicable('The query carries no constraint.');
    const prepared = prepareAll(constraints);
    if (typeof prepared === 'string') return inapplicable(prepared);
    const { mode, reward } = options;
    return eachRollout(({ text }) => {
      const variants = mode === 'loose' ? looseVariants(text) : [text];
      const readable = variants
        .filter((variant) => !isPythonBlank(variant))
        .map((variant) => new ResponseText(variant));
      const outcomes = prepared.map(({ id, check }) => ({ id, ...judge(check, readable) }));
      const held = outcomes.reduce((sum, { ok }) => sum + (ok ? 1 : 0), 0);
      const share = held / outcomes.length;
      return scored(reward === 'fraction' ? share : share === 1 ? 1 : 0, { constraints: outcomes });
    });
  },
});

/** @returns the checks in order, or why one of the constraints cannot be checked */
function prepareAll(constraints: readonly Constraint[]): PreparedConstraint[] | string {
  const prepared: PreparedConstraint[] = [];
  for (const { id, kwargs } of constraints) {
    const make = MAKERS.get(id);
    if (!make) return `No check is known for the constraint ${JSON.stringify(id.slice(0, 100))}.`;
    const given = Object.fromEntries(Object.entries(kwargs).filter(([, value]) => value !== null));
    const check = make(given);
    if (typeof check === 'string') return `The constraint ${id} cannot be checked: ${check}.`;
    prepared.push({ id, check });
  }
  return prepared;
}

/** A response without content follows no instruction; of several forms, one that follows is enough. */
function judge(check: Check, forms: readonly ResponseText[]): Outcome {
  let first: Outcome | undefined;
  for (const form of forms) {
    const outcome = check(form);
    if (outcome.ok) return outcome;
    first ??= outcome;
  }
  return first ?? { ok: false, detail: 'the response is blank' };
}
