import { FeatureReader } from './features.ts';

let reader: FeatureReader | undefined;

/** @returns the features that the classifier sees in a prompt, by index: its layout, its concepts, its words and pairs of words */
export function promptTraits(text: string): ReadonlySet<number> {
  reader ??= new FeatureReader();
  return new Set(reader.read(text));
}

/** Traits of a cluster of prompts, with the weight of each; the weights sum to 1. */
export type Centre = readonly (readonly [trait: number, weight: number])[];

/** @returns from 0 to 1: the weighted share of a cluster's traits that a prompt has */
export function shareOfTraits(traits: ReadonlySet<number>, centre: Centre): number {
  let share = 0;
  for (const [trait, weight] of centre) if (traits.has(trait)) share += weight;
  return share;
}
