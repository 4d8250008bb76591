import { demandSchema } from '../../agents/web-agent/demand.ts';
import { type Weighed, weighModel } from '../../agents/web-agent/weigh-model.ts';
import type { ModelFacts } from '../../hub/model-facts.ts';
import { SCALAR_FACTS } from './scalar-facts.ts';

/** @returns what chat asks of a reward model on a machine with one GPU of 24 GB, with changes */
export function chatDemand(extra: object = {}) {
  return demandSchema.parse({
    kind: 'chat',
    language: 'en',
    machine: { gpus: [{ memoryGb: 24 }], memoryGb: 64 },
    settings: {},
    ...extra,
  });
}

/** @returns the code of a refusal, or `none` */
export function refusalOf(weighed: Weighed): string {
  return 'refused' in weighed ? weighed.refused.code : 'none';
}

/** @returns why the scalar model is refused once it is changed, or `none` */
export function refusalOfChanged(change: Partial<ModelFacts>, extra: object = {}): string {
  return refusalOf(weighModel({ ...SCALAR_FACTS, ...change }, chatDemand(extra)));
}

/** @returns a change of the scalar model's configuration */
export function changedConfig(change: Partial<ModelFacts['config']>): Pick<ModelFacts, 'config'> {
  return { config: { ...SCALAR_FACTS.config, ...change } };
}
