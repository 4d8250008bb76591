import { areCode } from './code-decides.ts';
import { conductDemands } from './conduct.ts';
import { countRangeDemands } from './count-ranges.ts';
import { countDemands } from './counts.ts';
import type { Demand, Examples } from './demand.ts';
import { givenPartDemands } from './given-parts.ts';
import { initialDemands } from './initials.ts';
import { keptSignDemands } from './kept-signs.ts';
import { linePatternDemands } from './line-pattern.ts';
import { nameDemands } from './names.ts';
import { numberRelationDemands } from './number-relations.ts';
import { referenceDemands } from './of-references.ts';
import { oneAnswerDemands } from './one-answer.ts';
import { openingDemands } from './opening.ts';
import { quotedDemands } from './quoted.ts';
import { relationDemands } from './relations.ts';
import { signDemands } from './signs.ts';
import { templateDemands } from './template.ts';
import { vocabularyDemands } from './vocabulary.ts';

/** Number of prompts, each with a wrong response that breaks one demand alone, from which that demand is sure. */
const FEWEST_TO_SHOW = 2;

/**
 * Finds the properties that right responses share and the prompts ask for: an independent reading of the demands, found in
 * the prompts and the labelled responses without sight of the verifier. A demand that no prompt states is sure only if
 * labelled wrong responses to two prompts break it and no other demand. With one such prompt it is likely, because this may
 * be an accident.
 */
export function findDemands(examples: Examples): Demand[] {
  // The words and numbers of code say little: other names and another layout do the same.
  const code = areCode(examples.rights);
  const found = [
    ...countDemands(examples),
    ...countRangeDemands(examples),
    ...nameDemands(examples),
    ...relationDemands(examples),
    ...conductDemands(examples),
    ...templateDemands(examples),
    ...quotedDemands(examples),
    ...initialDemands(examples),
    ...(code ? [] : referenceDemands(examples)),
    ...(code ? [] : givenPartDemands(examples)),
    ...(code ? [] : linePatternDemands(examples)),
    ...vocabularyDemands(examples),
    ...(code ? [] : oneAnswerDemands(examples)),
    ...numberRelationDemands(examples),
    ...signDemands(examples),
    ...keptSignDemands(examples),
    ...openingDemands(examples),
  ];
  const { rights, alike = [] } = examples;
  const kept = found.filter(
    ({ holds }) =>
      rights.every(({ prompt, shape }) => holds(prompt, shape, shape)) &&
      alike.every(({ prompt, shape, original }) => holds(prompt, shape, original)),
  );
  const shown = new Map<string, Set<string>>();
  for (const { prompt, shape, original } of examples.wrongs) {
    if (!original) continue;
    const broken = kept.filter(({ holds }) => !holds(prompt, shape, original));
    if (broken.length !== 1) continue;
    const { name } = broken[0]!;
    shown.set(name, (shown.get(name) ?? new Set()).add(prompt));
  }
  return kept.map((demand) => {
    const prompts = shown.get(demand.name)?.size ?? 0;
    if (prompts >= FEWEST_TO_SHOW) return { ...demand, sure: true };
    return prompts > 0 ? { ...demand, likely: true } : demand;
  });
}
