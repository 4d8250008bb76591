import { FEATURES, WORD_FEATURES } from './features.ts';
import { mostLikely, type Reckoning } from './predict.ts';

/** Number of signs that `signsOf` returns before the signs of the families. */
const SIGNS = 18;
const MOST = 9;

/**
 * The signs by which it is judged whether the likeliest family is right, also on sources, in languages and among sorts of noise
 * that the model never learned from: how sure the model is, how close the second comes and which it is, whether concepts alone say the same, how probable
 * it is that the prompt is of no kind, how much of it is strange, how long it is, and which family is answered.
 * @param best the family that is answered
 * @param features of the prompt
 */
export function signsOf(
  { likely, byConcepts, none, noneByConcepts, strange }: Reckoning,
  best: number,
  features: Int32Array,
): Float64Array {
  const width = likely.length;
  const signs = new Float64Array(SIGNS + 3 * width);
  let second = best === 0 ? 1 : 0;
  for (let family = 0; family < width; family += 1)
    if (family !== best && likely[family]! > likely[second]!) second = family;
  const sure = Math.min(MOST, Math.max(-MOST, logit(likely[best]!, 1e-6)));
  const lead = Math.min(MOST, Math.log((likely[best]! + 1e-6) / (likely[second]! + 1e-6)));
  const alone = logit(byConcepts[best]!);
  const [odd, oddLayout] = [logit(none), logit(noneByConcepts)];
  const agrees = mostLikely(byConcepts) === best ? 1 : 0;
  signs[0] = 1;
  signs[1] = sure / 3;
  signs[2] = lead / 3;
  signs[3] = alone / 3;
  signs[4] = agrees;
  signs[5] = strange;
  signs[6] = (sure * strange) / 3;
  signs[7] = (alone * strange) / 3;
  signs[8] = Math.log(1 + features.length) / 5;
  signs[9] = (sure * agrees) / 3;
  signs[10] = Math.min(1, wordsIn(features) / 60);
  signs[11] = (sure * sure) / 20;
  signs[12] = odd / 3;
  signs[13] = oddLayout / 3;
  signs[14] = Math.max(0, odd + 2) / 3;
  signs[15] = Math.max(0, oddLayout + 2) / 3;
  signs[16] = none;
  signs[17] = (sure * none) / 3;
  signs[SIGNS + best] = 1;
  signs[SIGNS + width + second] = likely[second]! / (likely[best]! + 1e-6);
  signs[SIGNS + 2 * width + best] = sure / 3;
  return signs;
}

function logit(share: number, least = 1e-4): number {
  return Math.log((share + least) / (1 - share + least));
}

/** @returns from 0 to 1: how often the answered family is right where the signs are these */
export function trusted(weights: readonly number[], signs: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < signs.length; index += 1) sum += signs[index]! * (weights[index] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}

function wordsIn(features: Int32Array): number {
  let words = 0;
  for (const feature of features) if (feature >= WORD_FEATURES && feature < FEATURES) words += 1;
  return words;
}
