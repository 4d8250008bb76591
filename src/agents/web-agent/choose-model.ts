import type { ModelFacts } from '../../hub/model-facts.ts';
import type { Demand } from './demand.ts';
import { type Contender, type Refused, weighModel } from './weigh-model.ts';

export interface Choice {
  /** The best first; the others are kept as fallbacks. Empty: none may serve. */
  readonly contenders: readonly Contender[];
  readonly refused: readonly Refused[];
}

/** Chooses by rules alone: what a model is, what is allowed, what fits, then what is expected of it. */
export function chooseModel(models: readonly ModelFacts[], demand: Demand): Choice {
  const contenders: Contender[] = [];
  const refused: Refused[] = [];
  for (const facts of models) {
    const weighed = weighModel(facts, demand);
    if ('contender' in weighed) contenders.push(weighed.contender);
    else refused.push(weighed.refused);
  }
  contenders.sort((a, b) => b.points - a.points || (a.facts.id < b.facts.id ? -1 : 1));
  return { contenders, refused };
}
