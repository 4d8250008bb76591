import type { JsonObject } from '../../spec/json.ts';
import { makeTool, noOptions } from '../../spec/make-tool.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import type { ToolRollout } from '../../spec/tool.ts';
import { scored, type Verdict } from '../../spec/verdict.ts';
import { BOOLEANS } from './booleans.ts';
import { type Expected, readExpected } from './expected.ts';
import { type Option, parseOptions } from './options.ts';
import { readOptionClaim, readTruthClaim } from './read-claim.ts';

export { choosesChoice } from './expected.ts';

/** Compares the option or truth word that a response settles on with the reference. */
export const choice = makeTool({
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
    range: [0, 1],
    kinds: ['choice', 'reasoning.choice'],
    execution: 'inline',
    deadlineMs: 100,
    deterministic: true,
    contentGuard: true,
    costPer1000: 0,
    provenance: { origin: 'built-in' },
  },
  options: noOptions,
  prepare(query) {
    const options = parseOptions(query.prompt);
    const expected = query.references.flatMap((reference) => readExpected(reference, options) ?? []);
    if (expected.length === 0)
      return inapplicable('No reference is a letter, an option of the prompt or a truth word.');
    return eachRollout((rollout) => judge(rollout, expected, options));
  },
});

function judge({ text }: ToolRollout, expected: readonly Expected[], options: readonly Option[]): Verdict {
  let evidence: JsonObject = { found: null };
  for (const wanted of expected) {
    const [right, seen] =
      wanted.kind === 'boolean' ? matchTruth(text, wanted.word) : matchOption(text, wanted, options);
    evidence = seen;
    if (right) return scored(1, seen);
  }
  return scored(0, evidence);
}

function matchTruth(response: string, word: string): [boolean, JsonObject] {
  const wanted = BOOLEANS.get(word)!;
  const claim = readTruthClaim(response, wanted.pair);
  if (!claim) return [false, { found: null, wanted: word }];
  const right = claim.value !== 'both' && claim.value.side === wanted.side;
  return [right, { found: claim.text.slice(0, 200), where: claim.where, wanted: word }];
}

function matchOption(
  response: string,
  wanted: Exclude<Expected, { kind: 'boolean' }>,
  options: readonly Option[],
): [boolean, JsonObject] {
  const names = wanted.kind === 'labels' ? [...wanted.labels] : [wanted.text];
  const known = wanted.kind === 'labels' ? withLabels(options, wanted.labels) : options;
  const claim = readOptionClaim(response, known);
  if (!claim) return [false, { found: null, wanted: names }];
  const chosen = claim.value === 'conflict' || claim.value === null ? [] : [...claim.value];
  const right = chosen.length === names.length && chosen.every((name) => names.includes(name));
  return [right, { found: claim.text.slice(0, 200), where: claim.where, chosen, wanted: names }];
}

/** The reference's own label is one of the options even where the prompt's list could not be read to its end. */
function withLabels(options: readonly Option[], labels: readonly string[]): readonly Option[] {
  if (!options.some((option) => option.label !== null)) return options;
  const missing = labels.filter((label) => !options.some((option) => option.label === label));
  return [...options, ...missing.map((label) => ({ label, text: '' }))];
}
