import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { KIND_FAMILIES } from '../../spec/kinds.ts';
import { FEATURES } from './features.ts';

/** The classes of the model: the families, then one class for prompts of no family. */
export const CLASSES = KIND_FAMILIES.length + 1;

/** The trained weights, as small as they may be: one signed byte each, and one scale a class. */
export interface KindModel {
  /** FEATURES rows, each with one weight per class. */
  readonly weights: Int8Array;
  readonly scales: readonly number[];
  readonly biases: readonly number[];
  /** One weight for each sign of trust.ts. */
  readonly trust: readonly number[];
  /** Calibrated confidence below which the answer is "don't know". */
  readonly threshold: number;
}

const description = z.object({
  families: z.array(z.string()),
  features: z.literal(FEATURES),
  scales: z.array(z.number()).length(CLASSES),
  biases: z.array(z.number()).length(CLASSES),
  trust: z.array(z.number()),
  threshold: z.number(),
});
/** The file beside the weights. */
export type ModelDescription = z.infer<typeof description>;

/** Folder of the two files, relative to this module. */
export const MODEL_FILES = {
  weights: new URL('./weights/weights-kinds.bin', import.meta.url),
  description: new URL('./weights/weights-kinds.json', import.meta.url),
};

/** Reads the weights from disk. @throws where the files are missing or of another version of the features */
export function kindModel(): KindModel {
  const { families, features, ...rest } = description.parse(
    JSON.parse(readFileSync(MODEL_FILES.description, 'utf8')),
  );
  const bytes = readFileSync(MODEL_FILES.weights);
  if (families.join() !== KIND_FAMILIES.join() || bytes.length !== features * CLASSES)
    throw new Error('the weights of the classifier of kinds are of another version: train it again');
  return { ...rest, weights: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length) };
}
