import { FEATURES, WORD_FEATURES } from './features.ts';
import { mostLikely, type Reckoning } from './predict.ts';

/** Numbers that `signsOf` returns before those of the families. */
const SIGNS = 12;
const MOST = 9;

/**
 * The signs by which it is judged whether the likeliest family is right, also on sources and in languages that the model never
 * learned from: how sure the model is of it, how sure of the second, whether concepts alone say the same, how much of the
 * prompt is strange, how long the prompt is, and which family it is.
 * @param best the family that is answered
 * @param features of the prompt
 */
export function signsOf(
  { likely, byConcepts, strange }: Reckoning,
  best: number,
  features: Int32Array,
): Float64Array {
  const signs = new Float64Array(SIGNS + likely.length);
  let second = 0;
  for (let family = 0; family < likely.length; family += 1)
    if (family !== best && likely[family]! > second) second = likely[family]!;
  const sure = Math.min(MOST, Math.max(-MOST, Math.log((likely[best]! + 1e-6) / (1 - likely[best]! + 1e-6))));
  const lead = Math.min(MOST, Math.log((likely[best]! + 1e-6) / (second + 1e-6)));
  const alone = Math.log((byConcepts[best]! + 1e-4) / (1 - byConcepts[best]! + 1e-4));
  signs[0] = 1;
  signs[1] = sure / 3;
  signs[2] = lead / 3;
  signs[3] = alone / 3;
  signs[4] = mostLikely(byConcepts) === best ? 1 : 0;
  signs[5] = strange;
  signs[6] = (sure * strange) / 3;
  signs[7] = (alone * strange) / 3;
  signs[8] = Math.log(1 + features.length) / 5;
  signs[9] = (sure * signs[4]!) / 3;
  signs[10] = Math.min(1, wordsIn(features) / 60);
  signs[11] = (sure * sure) / 20;
  signs[SIGNS + best] = 1;
  return signs;
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
