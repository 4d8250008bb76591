import { z } from 'zod';
import { gateReport } from '../../spec/evidence.ts';
import { jsonObject } from '../../spec/json.ts';

const sources = z.object({
  program: z.string(),
  recogniser: z.string().exactOptional(),
  helpers: z.string().exactOptional(),
});

/** One event of an acquisition, as JSON, for the trace and the progress view. */
export const codeEvent = z.discriminatedUnion('step', [
  z.object({
    step: z.literal('design'),
    checkable: z.boolean(),
    summary: z.string(),
    /** The part of the target that no program can check. */
    unchecked: z.string(),
  }),
  /** What earlier failures taught, as the writers were shown it. */
  z.object({
    step: z.literal('notes'),
    notes: z.array(z.object({ id: z.string(), text: z.string() })),
  }),
  z.object({ step: z.literal('witnesses'), good: z.number(), bad: z.number(), prompts: z.number() }),
  z.object({
    step: z.literal('candidate'),
    candidate: z.string(),
    language: z.enum(['javascript', 'python']),
    sources,
  }),
  z.object({ step: z.literal('second-opinion'), sources }),
  /** A witness or a prompt that was left out, with the reason. */
  z.object({ step: z.literal('dropped'), what: z.string(), reason: z.string() }),
  z.object({
    step: z.literal('gate'),
    candidate: z.string(),
    phase: z.enum(['development', 'audit']),
    report: gateReport,
  }),
  z.object({
    step: z.literal('round'),
    round: z.number(),
    candidate: z.string(),
    merit: z.number(),
    admitted: z.boolean(),
    /** Gates that it failed. */
    failing: z.array(z.string()),
    /** The counter-examples that go back to the agent. */
    counterExamples: z.array(jsonObject),
  }),
  z.object({ step: z.literal('frozen'), candidate: z.string(), version: z.string() }),
  z.object({
    step: z.literal('outcome'),
    outcome: z.enum(['admitted', 'refused', 'not-checkable']),
    reason: z.string(),
  }),
]);
export type CodeEvent = z.infer<typeof codeEvent>;
