import { z } from 'zod';
import { kindAsWritten } from './kind-as-written.ts';
import { languageAsWritten } from './language-as-written.ts';
import { machineAsWritten } from './machine-as-written.ts';
import { settingsAsWritten } from './settings-as-written.ts';

const policy = z.strictObject({
  /** `commercial` refuses licences and cards that forbid it; `research` takes those too. */
  use: z.enum(['commercial', 'research']).default('commercial'),
  /** Where given, no other licence is taken: `apache-2.0`, `mit`. */
  allow: z.array(z.string().min(1)).optional(),
  deny: z.array(z.string().min(1)).default([]),
  /** Models whose metadata was read and names no licence. */
  unstated: z.enum(['refuse', 'allow']).default('refuse'),
  /** Models of a recording that does not say. `lower` takes them with a note, behind equals. */
  unrecorded: z.enum(['refuse', 'lower']).default('lower'),
});

/** `commercial` or `research` alone is the use; a list alone is what is allowed. */
const licences = z.preprocess((given) => {
  if (typeof given === 'string') return { use: given };
  return Array.isArray(given) ? { allow: given } : given;
}, policy);

/** The user's policy. */
export const choiceSettings = z.strictObject({
  licences: licences.prefault({}),
  /** Models whose own Python may run: `owner/name@SHA`, the full commit; of a folder's model the hash of its files. */
  customCode: z
    .array(
      z
        .string()
        .regex(
          /^[\w.-]+(?:\/[\w.-]+)?@[0-9a-f]{40}(?:[0-9a-f]{24})?$/,
          'owner/name@SHA with the whole commit: a branch or a short one may mean other code tomorrow',
        ),
    )
    .default([]),
  /** Gated models whose terms were accepted with the token at hand. */
  accepted: z.array(z.string()).default([]),
  /** Tokens of the inputs that are to be scored: prompt and response. */
  inputTokens: z.number().int().positive().default(2048),
});
export type ChoiceSettings = z.infer<typeof choiceSettings>;

export const demandSchema = z.strictObject({
  kind: kindAsWritten,
  /** ISO 639 code without a region; `mul` where the queries are in many languages. */
  language: languageAsWritten,
  /** The inputs that the queries carry. */
  carries: z.array(z.enum(['reference', 'steps', 'rubric'])).default([]),
  machine: machineAsWritten,
  settings: z.preprocess(settingsAsWritten, choiceSettings),
});
/** The demand for a model. */
export type Demand = z.infer<typeof demandSchema>;
