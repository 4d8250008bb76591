import type { ModelFacts } from '../../hub/model-facts.ts';
import { contractByRules } from './contract-by-rules.ts';
import type { Demand } from './demand.ts';
import { type Contender, type Refused, weighModel } from './weigh-model.ts';

export interface Choice {
  /** The contenders, the best first. The others are fallbacks. An empty list means that no model may serve. */
  readonly contenders: readonly Contender[];
  readonly refused: readonly Refused[];
}

/** Points that are subtracted if the rules do not know how to call a model. */
export const UNCALLED = 10;

/** Chooses by rules alone: the role of a model, the user's policy, the fit to the machine, and then the expected quality. */
export function chooseModel(models: readonly ModelFacts[], demand: Demand): Choice {
  const contenders: Contender[] = [];
  const refused: Refused[] = [];
  for (const facts of models) {
    const weighed = weighModel(facts, demand);
    if ('contender' in weighed) contenders.push(withCall(weighed.contender, demand));
    else refused.push(weighed.refused);
  }
  return { contenders: inOrder(contenders), refused };
}

/** @returns the contenders, the best first; equals by their ids */
export function inOrder(contenders: readonly Contender[]): Contender[] {
  return [...contenders].sort((a, b) => b.points - a.points || (a.facts.id < b.facts.id ? -1 : 1));
}

/** Models that the rules cannot call stand behind the others. */
function withCall(contender: Contender, demand: Demand): Contender {
  const found = contractByRules(contender, demand);
  if ('contract' in found) return contender;
  const note = `not known by rules: ${found.missing} (−${UNCALLED.toFixed(1)})`;
  return { ...contender, points: contender.points - UNCALLED, why: [...contender.why, note] };
}
