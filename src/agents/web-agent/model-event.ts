import { z } from 'zod';
import { adapterSpec } from '../../spec/adapter-spec.ts';
import { gateReport } from '../../spec/evidence.ts';

/** A model that the web agent may try, with its adapter and the reasons for its place. */
const candidate = z.object({
  model: z.string(),
  revision: z.string(),
  adapter: adapterSpec,
  why: z.array(z.string()),
});
export type ModelCandidate = z.infer<typeof candidate>;

/** One event of the acquisition of a reward model, as JSON, for the trace and the progress view. */
export const modelEvent = z.discriminatedUnion('step', [
  /** The searches are over. */
  z.object({ step: z.literal('found'), source: z.string(), models: z.number(), unread: z.number() }),
  /** The cards could not be read by a language model; the choice is by rules alone. */
  z.object({ step: z.literal('cards-unread'), reason: z.string() }),
  /** The order in which models are tried, and why the others are not. */
  z.object({
    step: z.literal('chosen'),
    candidates: z.array(candidate),
    refused: z.array(z.object({ id: z.string(), code: z.string(), why: z.string() })),
  }),
  z.object({ step: z.literal('fetching'), model: z.string(), note: z.string() }),
  z.object({
    step: z.literal('gate'),
    candidate: z.string(),
    phase: z.literal('audit'),
    report: gateReport,
  }),
  z.object({ step: z.literal('tried'), model: z.string(), admitted: z.boolean(), reason: z.string() }),
  z.object({
    step: z.literal('outcome'),
    outcome: z.enum(['admitted', 'refused', 'not-checkable']),
    reason: z.string(),
  }),
]);
export type ModelEvent = z.infer<typeof modelEvent>;
