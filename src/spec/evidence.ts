import { z } from 'zod';
import { shareSchema } from './share.ts';

const failingCase = z.object({
  name: z.string(),
  detail: z.string(),
  /** An edit that the prompt does not decide, with its response: a person or a judge labels it. */
  disputed: z.object({ prompt: z.string(), response: z.string() }).exactOptional(),
});

/** Outcome of one admission gate (design: G0 shape … G9 shadow). */
export const gateReport = z.object({
  gate: z.string().regex(/^G[0-9]$/),
  name: z.string(),
  /** The program of the tool that the gate tried; the scoring program where it is absent. */
  program: z.enum(['recogniser', 'extractor']).optional(),
  /**
   * `not-applicable`: the gate could not run for want of data, which makes the tool provisional · `exempt`: the gate has no
   * question for such a tool (determinism of a declared stochastic one; shadow before it is switched on).
   */
  outcome: z.enum(['passed', 'failed', 'not-applicable', 'exempt']),
  cases: z.number().int().nonnegative(),
  /** The reason why the gate failed, could not run, or is exempt. It names the first failing case. */
  reason: z.string().optional(),
  /** The measured figures, by name: `falsePositives`, `accuracy` … */
  shares: z.record(z.string(), shareSchema).optional(),
  /** Seed of the split and of all random draws. */
  seed: z.number().int().optional(),
  /** The failing cases with their results, at most 20. Never an audit case's text. */
  failing: z.array(failingCase).optional(),
});
export type GateReport = z.infer<typeof gateReport>;

/** Agreement with labels on one labelled set: false positive = label wrong, tool said right. Shares from 0 to 1. */
const labelledReport = z.object({
  set: z.string(),
  items: z.number().int(),
  scored: z.number().int(),
  accuracy: z.number(),
  falsePositives: z.number().int(),
  falseNegatives: z.number().int(),
});
export type LabelledReport = z.infer<typeof labelledReport>;

/** Who wrote a part of a tool, or of what it was tried on: it says how independent those were who tested it. */
const authorship = z.object({
  /** `programs`, `witnesses`, `second opinion` … */
  part: z.string(),
  /** The models that answered, as their endpoints name them. */
  models: z.array(z.string()),
  /** The seeds of the requests. */
  seeds: z.array(z.number().int()),
  saw: z.string(),
  withheld: z.string(),
  /** What told this author apart from those whose work was tested; empty where there was nothing to test. */
  apart: z.string(),
});
export type Authorship = z.infer<typeof authorship>;

/** The recorded report of the admission gates for one version of a tool. */
export const evidenceReport = z.object({
  tool: z.string(),
  version: z.string(),
  /** sha256 of the tool's folder (sources, weights, fixtures), so that stale evidence shows. */
  source: z.string(),
  gates: z.array(gateReport),
  labelled: z.array(labelledReport).default([]),
  /** Of tools that an agent wrote. */
  written: z.array(authorship).exactOptional(),
  admitted: z.boolean(),
  /** True where a gate could not run: routed only where the run allows it. */
  provisional: z.boolean().default(false),
});
export type EvidenceReport = z.infer<typeof evidenceReport>;
