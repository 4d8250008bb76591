import { KIND_FAMILIES } from '../../spec/kinds.ts';
import { asksForTranslation } from '../../text/asks-translation.ts';
import { speaksOfHarm } from './features.ts';
import type { KindModel } from './model.ts';
import { mostLikely, type Reckoning, reckon, withoutFamily } from './predict.ts';

const SAFETY = KIND_FAMILIES.indexOf('safety');
/** From here on a prompt may be a matter of safety without a word of harm. */
const SURE_OF_HARM = 0.5;
const TRANSLATION = KIND_FAMILIES.indexOf('translation');

/** The likeliest family of a prompt, by its index in KIND_FAMILIES, and what was reckoned. */
export interface LikeliestFamily {
  readonly best: number;
  readonly reckoning: Reckoning;
}

/** A prompt that asks for no translation is none, whatever its language; one without a word of harm is no matter of safety, unless all else says so. */
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
