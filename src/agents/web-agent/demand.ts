import { z } from 'zod';
import { kindName } from '../../spec/kinds.ts';

/** The machine that is to serve the model. */
const machineSchema = z.strictObject({
  /** One entry a card; a model may be spread over all of them. Empty: the processors do the work. */
  gpus: z.array(z.strictObject({ memoryGb: z.number().positive() })).default([]),
  /** Main memory. */
  memoryGb: z.number().positive(),
  cores: z.number().int().positive().default(2),
  /** What can be started there. By default: with a GPU all of them, without one the managed worker and TEI. */
  runtimes: z.array(z.enum(['managed-worker', 'vllm', 'sglang', 'tei', 'openrlhf'])).optional(),
});
export type Machine = z.infer<typeof machineSchema>;

const licences = z.strictObject({
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

/** What the user allows. */
const choiceSettings = z.strictObject({
  licences: licences.prefault({}),
  /** Models whose own Python may run: `owner/name@SHA`, the full commit. */
  customCode: z
    .array(z.string().regex(/^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/, 'owner/name@SHA with the full commit'))
    .default([]),
  /** Gated models whose terms were accepted with the token at hand. */
  accepted: z.array(z.string()).default([]),
  /** Tokens of the inputs that are to be scored: prompt and response. */
  inputTokens: z.number().int().positive().default(2048),
});
export type ChoiceSettings = z.infer<typeof choiceSettings>;

export const demandSchema = z.strictObject({
  kind: kindName,
  /** ISO 639-1 code. */
  language: z.string().regex(/^[a-z]{2,3}$/, 'a language code: en, de, zh'),
  /** What the queries carry. */
  carries: z.array(z.enum(['reference', 'steps', 'rubric'])).default([]),
  machine: machineSchema,
  settings: choiceSettings,
});
/** What a model is wanted for. */
export type Demand = z.infer<typeof demandSchema>;
