import type { SettingsOf } from '../../spec/shaping.ts';
import { ALONE, mean, type Shape } from './member.ts';

/** Length of a text's vector, and number of letters in one piece of the text. */
const PLACES = 512;
const PIECE = 3;
/** Rollouts of a group that are compared, each with each. */
const MOST = 256;
/** Most characters of a text that are compared. */
const LONGEST = 4_000;

/**
 * A bonus for rollouts that are unlike the rest of their group: r + weight·d / max d, with d the mean distance (1 − cosine)
 * to the nearest rollouts, for those that reach `at`; others keep their reward, so that noise is not paid. Texts are
 * compared by their pieces of three letters. From novelty search (“Quality-Diversity”, 2022), with these pieces in place of
 * its learned space of behaviour.
 */
export const novelty: Shape<SettingsOf<'novelty'>> = (members, { weight, neighbours, at }) => {
  if (members.length < 2) return ALONE;
  if (members.length > MOST) return { why: `the group has more than ${MOST} scored rollouts` };
  const vectors = members.map(({ text }) => vectorOf(text));
  const distances = vectors.map((vector, index) => {
    const others = vectors.flatMap((other, place) => (place === index ? [] : [1 - cosine(vector, other)]));
    return mean(others.toSorted((left, right) => left - right).slice(0, neighbours));
  });
  const most = Math.max(...distances.filter((_, index) => members[index]!.reward >= at));
  return members.map(({ reward }, index) => {
    if (reward < at || !(most > 0)) return { reward };
    return { reward: reward + (weight * distances[index]!) / most };
  });
};

function vectorOf(text: string): Float64Array {
  const vector = new Float64Array(PLACES);
  const letters = text.slice(0, LONGEST).toLowerCase();
  for (let start = 0; start + PIECE <= letters.length; start++) {
    let place = 0;
    for (let next = start; next < start + PIECE; next++)
      place = (Math.imul(place, 31) + letters.charCodeAt(next)) | 0;
    vector[Math.abs(place) % PLACES]! += 1;
  }
  let squares = 0;
  for (let at = 0; at < PLACES; at++) squares += vector[at]! ** 2;
  const length = Math.sqrt(squares);
  if (length > 0) for (let at = 0; at < PLACES; at++) vector[at]! /= length;
  return vector;
}

function cosine(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < PLACES; at++) sum += left[at]! * right[at]!;
  return Math.min(1, sum);
}
