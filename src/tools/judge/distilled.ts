import type { DistilledClassifier } from '../../spec/judge-spec.ts';

/** Number of features: words and pairs of words, by a hash. */
export const FEATURES = 4_096;

/** Weights as they are in use. */
export interface LinearModel {
  readonly weights: Float32Array;
  readonly bias: number;
}

/** @returns the features of a response, by number: its words and pairs of words, on a length of 1, and how much of the task it repeats */
export function featuresOf(prompt: string, response: string): ReadonlyMap<number, number> {
  const words = wordsOf(response);
  const asked = new Set(wordsOf(prompt));
  const found = new Map<number, number>();
  const add = (name: string, by: number) => found.set(hashOf(name), (found.get(hashOf(name)) ?? 0) + by);
  for (const [at, word] of words.entries()) {
    add(word, 1);
    if (at > 0) add(`${words[at - 1]} ${word}`, 1);
  }
  const norm = Math.sqrt([...found.values()].reduce((sum, value) => sum + value ** 2, 0)) || 1;
  for (const [feature, value] of found) found.set(feature, value / norm);
  const repeated = words.filter((word) => asked.has(word)).length / Math.max(1, words.length);
  add(`length ${Math.floor(Math.log2(1 + words.length))}`, 0.5);
  add(`repeats ${Math.floor(4 * repeated)}`, 0.5);
  return found;
}

/** @returns how likely the judge would call it good, from 0 to 1 */
export function likelihoodOf({ weights, bias }: LinearModel, features: ReadonlyMap<number, number>): number {
  let sum = bias;
  for (const [feature, value] of features) sum += weights[feature]! * value;
  return 1 / (1 + Math.exp(-sum));
}

export function packedWeights(weights: Float32Array): string {
  return Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength).toString('base64');
}

/** @throws RangeError where these are not the weights of all features */
export function unpackedModel({ weights, bias }: Pick<DistilledClassifier, 'weights' | 'bias'>): LinearModel {
  const bytes = new Uint8Array(Buffer.from(weights, 'base64'));
  if (bytes.byteLength !== 4 * FEATURES)
    throw new RangeError('a classifier has other weights than its features');
  return { weights: new Float32Array(bytes.buffer), bias };
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
}

/** FNV-1a. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % FEATURES;
}
