import { FEATURES, FeatureReader, WORD_FEATURES } from '../../src/routing/classifier/features.ts';
import { CLASSES } from '../../src/routing/classifier/model.ts';
import { softmax } from '../../src/routing/classifier/predict.ts';
import { KIND_FAMILIES } from '../../src/spec/kinds.ts';
import { Random } from '../../src/spec/random.ts';
import type { Example } from './example.ts';

const WIDTH = CLASSES;
const EPOCHS = 6;
/** Number of models that are averaged into one, each with its own order and its own left-out features. The mean of linear models is linear. */
const MODELS = 3;
const RATE = 0.5;
const DECAY = 2e-5;
const DROPPED = 0.35;
/** How often all words of a prompt are left out, so that the layout and the concepts learn to decide alone. */
const WORDLESS = 0.2;
/** A word or pair that fewer prompts hold says nothing that could be learned. */
const LEAST_PROMPTS = 2;
/** Families whose share of the loss is smaller are left as they are: it saves most of the work. */
const SMALL = 2e-3;

/** An example with its features, read once. */
export interface Prepared extends Example {
  readonly features: Int32Array;
  readonly right: Uint8Array;
}

export interface Learned {
  readonly weights: Int8Array;
  readonly scales: number[];
  readonly biases: number[];
}

export function prepared(examples: readonly Example[]): Prepared[] {
  const reader = new FeatureReader();
  return examples.map((example) => ({
    ...example,
    features: Int32Array.from(reader.read(example.text)),
    right: Uint8Array.from([
      ...KIND_FAMILIES.map((family) => (example.families.includes(family) ? 1 : 0)),
      example.families.length === 0 ? 1 : 0,
    ]),
  }));
}

/**
 * Softmax regression whose loss is the logarithm of the summed probability of ALL right families (partial labels, as
 * in Cour, Sapp and Taskar, 2011), by AdaGrad, with a third of the features of a prompt left out each time so that no
 * single phrase of a source carries its label, and now and then all words; the weights are the mean over the second half of the
 * epochs. Sources count by the square root of their size.
 */
export function learn(
  examples: readonly Prepared[],
  seed: number,
  epochs = EPOCHS,
  models = MODELS,
): Learned {
  const weights = new Float32Array(FEATURES * WIDTH);
  const biases = new Float64Array(WIDTH);
  for (let index = 0; index < models; index += 1) {
    const one = learnOne(examples, seed + index, epochs);
    for (let at = 0; at < weights.length; at += 1) weights[at]! += one.weights[at]! / models;
    for (let at = 0; at < WIDTH; at += 1) biases[at]! += one.biases[at]! / models;
  }
  return packed(weights, biases);
}

function learnOne(
  examples: readonly Prepared[],
  seed: number,
  epochs: number,
): { weights: Float32Array; biases: Float64Array } {
  const weights = new Float32Array(FEATURES * WIDTH);
  const squares = new Float32Array(FEATURES * WIDTH);
  const biases = new Float64Array(WIDTH);
  const mean = new Float32Array(FEATURES * WIDTH);
  const averaged = Math.ceil(epochs / 2);
  const random = randomFrom(seed);
  const order = Int32Array.from(examples, (_, index) => index);
  const share = sourceShares(examples);
  const scores = new Float64Array(WIDTH);
  const kept = new Int32Array(10_000);
  const active = new Int32Array(WIDTH);
  const seen = new Uint8Array(FEATURES);
  for (const { features } of examples)
    for (const feature of features) if (seen[feature]! < 255) seen[feature]! += 1;
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, random);
    const rate = RATE * (1 - (0.9 * epoch) / epochs);
    for (const index of order) {
      const example = examples[index]!;
      let count = 0;
      const wordless = random() < WORDLESS;
      for (const feature of example.features) {
        if (feature >= WORD_FEATURES && (wordless || seen[feature]! < LEAST_PROMPTS)) continue;
        if (random() >= DROPPED) kept[count++] = feature;
      }
      if (count === 0) continue;
      const norm = 1 / Math.sqrt(count);
      scores.fill(0);
      for (let at = 0; at < count; at += 1) {
        const row = kept[at]! * WIDTH;
        for (let family = 0; family < WIDTH; family += 1) scores[family]! += weights[row + family]!;
      }
      for (let family = 0; family < WIDTH; family += 1)
        scores[family] = scores[family]! * norm + biases[family]!;
      softmax(scores);
      let right = 1e-9;
      for (let family = 0; family < WIDTH; family += 1) right += scores[family]! * example.right[family]!;
      const weight = example.weight * share.get(example.source)!;
      let changing = 0;
      for (let family = 0; family < WIDTH; family += 1) {
        const wanted = (scores[family]! * example.right[family]!) / right;
        scores[family] = (scores[family]! - wanted) * weight;
        biases[family]! -= 0.02 * rate * scores[family]!;
        if (Math.abs(scores[family]!) > SMALL) active[changing++] = family;
      }
      for (let at = 0; at < count; at += 1) {
        const row = kept[at]! * WIDTH;
        for (let each = 0; each < changing; each += 1) {
          const family = active[each]!;
          const gradient = scores[family]! * norm + DECAY * weights[row + family]!;
          const square = (squares[row + family]! += gradient * gradient);
          weights[row + family]! -= (rate * gradient) / (Math.sqrt(square) + 1e-3);
        }
      }
    }
    if (epoch >= epochs - averaged)
      for (let at = 0; at < weights.length; at += 1) mean[at]! += weights[at]! / averaged;
  }
  return { weights: mean, biases };
}

function packed(weights: Float32Array, biases: Float64Array): Learned {
  const scales: number[] = [];
  const bytes = new Int8Array(weights.length);
  for (let family = 0; family < WIDTH; family += 1) {
    let largest = 1e-6;
    for (let at = family; at < weights.length; at += WIDTH)
      largest = Math.max(largest, Math.abs(weights[at]!));
    const scale = largest / 127;
    for (let at = family; at < weights.length; at += WIDTH) bytes[at] = Math.round(weights[at]! / scale);
    scales.push(Number(scale.toPrecision(7)));
  }
  return { weights: bytes, scales, biases: Array.from(biases, (bias) => Number(bias.toPrecision(7))) };
}

function sourceShares(examples: readonly Prepared[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { source } of examples) sizes.set(source, (sizes.get(source) ?? 0) + 1);
  const shares = new Map<string, number>();
  for (const [source, size] of sizes) {
    shares.set(source, source === 'own' || source === 'arena' ? 1 : Math.min(1.5, Math.sqrt(200 / size)));
  }
  return shares;
}

/** @returns a source of numbers from 0 to below 1, from a seed */
export function randomFrom(seed: number): () => number {
  const numbers = new Random(seed);
  return () => numbers.next();
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const value = order[index]!;
    order[index] = order[other]!;
    order[other] = value;
  }
}
