import { KIND_FAMILIES, type KindFamily } from '../../spec/kinds.ts';
import { asksForTranslation } from '../../text/asks-translation.ts';
import { FeatureReader } from './features.ts';
import { type KindModel, kindModel } from './model.ts';
import { calibrated, mostLikely, probabilities, withoutFamily } from './predict.ts';

/**
 * A linear classifier over hashed words, pairs of words and the layout of the prompt. It sees the prompt alone: what
 * the query carries (references, tests) is for the rules. Trained by scripts/train-classifier.ts; its confidence is
 * calibrated on prompts and on whole sources that the model had not seen, so that it means the same in both.
 */
export interface KindGuess {
  /** Null is "don't know": the likeliest family is not likely enough. */
  readonly kind: KindFamily | null;
  /** From 0 to 1: how often the likeliest family is right at this score. */
  readonly confidence: number;
  /** One per family, in the order of KIND_FAMILIES; they sum to 1. As the model says, not calibrated. */
  readonly probabilities: Float64Array;
}

const TRANSLATION = KIND_FAMILIES.indexOf('translation');

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
  const likely = probabilities(model, features);
  let best = mostLikely(likely);
  if (best === TRANSLATION && !asksForTranslation(text)) {
    withoutFamily(likely, TRANSLATION);
    best = mostLikely(likely);
  }
  const confidence = text.trim() === '' ? 0 : calibrated(model.calibration, likely[best]!);
  const kind = confidence >= model.threshold ? KIND_FAMILIES[best]! : null;
  return { kind, confidence, probabilities: likely };
}
