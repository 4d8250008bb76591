import { KIND_FAMILIES } from '../../spec/kinds.ts';
import { asksForTranslation } from '../../text/asks-translation.ts';
import { speaksOfHarm } from './features.ts';
import type { KindModel } from './model.ts';
import { mostLikely, type Reckoning, reckon, withoutFamily } from './predict.ts';

const SAFETY = KIND_FAMILIES.indexOf('safety');
/** From this probability on a prompt may be a matter of safety though no harmful word stands in it. */
const SURE_OF_HARM = 0.6;
const TRANSLATION = KIND_FAMILIES.indexOf('translation');

/** The likeliest family of a prompt, by its index in KIND_FAMILIES, with the probabilities of all families. */
export interface LikeliestFamily {
  readonly best: number;
  readonly reckoning: Reckoning;
}

/**
 * Rules out two families that need a sign in the prompt: translation where no translation is asked for, whatever the prompt's
 * language; safety where no harmful word stands and the model is not sure of it.
 */
export function likeliestFamily(
  model: Pick<KindModel, 'weights' | 'scales' | 'biases'>,
  text: string,
  features: Int32Array,
): LikeliestFamily {
  const reckoning = reckon(model, features);
  if (reckoning.likely[SAFETY]! < SURE_OF_HARM && !speaksOfHarm(features)) ruleOut(reckoning, SAFETY);
  let best = mostLikely(reckoning.likely);
  if (best === TRANSLATION && !asksForTranslation(text)) {
    ruleOut(reckoning, TRANSLATION);
    best = mostLikely(reckoning.likely);
  }
  return { best, reckoning };
}

function ruleOut({ likely, byConcepts }: Reckoning, family: number): void {
  withoutFamily(likely, family);
  withoutFamily(byConcepts, family);
}
