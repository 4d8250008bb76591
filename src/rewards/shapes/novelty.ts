import type { SettingsOf } from '../../spec/shaping.ts';
import { ALONE, mean, type Shape } from './member.ts';

/** Length of a text's vector, which counts pieces of three letters. */
const PLACES = 512;
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
  const apart = vectors.map(() => [] as number[]);
  for (let index = 1; index < vectors.length; index++)
    for (let other = 0; other < index; other++) {
      const distance = 1 - cosine(vectors[index]!, vectors[other]!);
      apart[index]!.push(distance);
      apart[other]!.push(distance);
    }
  const distances = apart.map((others) =>
    mean(others.sort((left, right) => left - right).slice(0, neighbours)),
  );
  const most = Math.max(...distances.filter((_, index) => members[index]!.reward >= at));
  return members.map(({ reward }, index) => {
    if (reward < at || !(most > 0)) return { reward };
    return { reward: reward + (weight * distances[index]!) / most };
  });
};

function vectorOf(text: string): Float64Array {
  const vector = new Float64Array(PLACES);
  const letters = text.slice(0, LONGEST).toLowerCase();
  let [first, second] = [letters.charCodeAt(0), letters.charCodeAt(1)];
  for (let end = 2; end < letters.length; end++) {
    const third = letters.charCodeAt(end);
    const place = (Math.imul((Math.imul(first, 31) + second) | 0, 31) + third) | 0;
    vector[Math.abs(place) % PLACES]! += 1;
    first = second;
    second = third;
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
