import { KIND_FAMILIES, type KindFamily } from '../../spec/kinds.ts';
import { FeatureReader, hasConcept } from './features.ts';
import { likeliestFamily } from './guess.ts';
import { type KindModel, kindModel } from './model.ts';
import { signsOf, trusted } from './trust.ts';

/**
 * A linear classifier over the layout of the prompt, concepts that fifteen languages share, hashed words and pairs of
 * words. It sees the prompt alone. The rules look at the references and tests of the query. Trained by
 * scripts/train-classifier.ts; its confidence is learned on whole sources and whole languages that the model had not seen.
 */
export interface KindGuess {
  /** Null is "don't know": the likeliest family is not likely enough. */
  readonly kind: KindFamily | null;
  /** From 0 to 1: how often the likeliest family is right at this score. */
  readonly confidence: number;
  /** One per family, in the order of KIND_FAMILIES; they sum to 1. As the model says, not calibrated. */
  readonly probabilities: Float64Array;
}

/** Share of unknown words above which a prompt without any known concept is unlike all training prompts. */
const STRANGE = 0.6;

let model: KindModel | undefined;
let reader: FeatureReader | undefined;

/**
 * @param text the prompt: the last user message, or a dialogue with "Human:" and "Assistant:" in front of its turns.
 * The first 2,000 and the last 1,000 characters are read.
 */
export function classifyKind(text: string): KindGuess {
  model ??= kindModel();
  reader ??= new FeatureReader();
  const features = reader.read(text);
  const { best, reckoning } = likeliestFamily(model, text, features);
  const unlikeAll = text.trim() === '' || (reckoning.strange > STRANGE && !hasConcept(features));
  const confidence = unlikeAll ? 0 : trusted(model.trust, signsOf(reckoning, best, features));
  const kind = confidence >= model.threshold ? KIND_FAMILIES[best]! : null;
  return { kind, confidence, probabilities: reckoning.likely };
}
