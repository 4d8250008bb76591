import { z } from 'zod';
import { preferencePair } from '../../admission/added-tools/preference-pairs.ts';
import { choiceSettings } from './demand.ts';

/** What a reward model is wanted for. */
export const modelTarget = z.object({
  what: z.literal('reward-model'),
  kind: z.string(),
  language: z.string(),
  /** Whether the queries carry a reference. */
  reference: z.boolean(),
});

/** One request for a reward model, as it is kept beside its trace. */
export const modelRequest = z.object({
  target: modelTarget,
  /** Held-out pairs of the kind, for the gates. Without any the tool stays provisional. */
  pairs: z.array(preferencePair).readonly(),
  settings: choiceSettings,
  /** A folder of models in place of the hub. */
  folder: z.string().nullable(),
  /** The tool's name; null makes it from the model's. */
  id: z.string().nullable(),
  shape: z.literal('par').nullable(),
  /** Another seed is another try. */
  seed: z.number().int(),
});
export type ModelRequest = Readonly<z.infer<typeof modelRequest>>;
