import { z } from 'zod';
import { jsonObject } from './json.ts';
import { kindName } from './kinds.ts';
import { shapeSettings } from './shaping.ts';
import { slotName } from './slots.ts';

/** The rule that decided, from the cheapest to the most expensive. */
const rung = z.enum(['pinned', 'hint', 'rule', 'recogniser', 'classifier', 'agent', 'none']);
export type Rung = z.infer<typeof rung>;

const assignedTool = z.object({
  id: z.string(),
  version: z.string(),
  /** The slot that the tool fills; absent in assignments of an older rlar. */
  slot: slotName.optional(),
  /**
   * Share in the reward; the weights of the tools that scored are normalised to sum 1. 0 is a monitor: it is asked and
   * recorded, and whatever becomes of it changes no reward.
   */
  weight: z.number().nonnegative(),
  /** A required tool that fails makes the rollout `failed`; an optional one is left out. */
  optional: z.boolean().optional(),
  /** A gate that scores 0 makes the reward 0 whatever the others say. */
  gate: z.boolean().optional(),
  options: jsonObject.optional(),
});
export type AssignedTool = z.infer<typeof assignedTool>;

/** Whether a tool is asked and recorded, and has no part in the reward. */
export function isMonitor({ weight }: Pick<AssignedTool, 'weight'>): boolean {
  return weight === 0;
}

/** The treatment of cut-off answers: they are scored as they are, or they get the floor. */
const truncationRule = z.enum(['score', 'floor']);
export type TruncationRule = z.infer<typeof truncationRule>;

/** A demand of a query that no tool of the library checks. An acquisition starts from it. */
const missingPart = z.object({
  /** `kind`: no tool for the whole task · `constraint`: a constraint id without a checker · `clause`: words of the prompt that nothing recognised */
  what: z.enum(['kind', 'constraint', 'clause']),
  name: z.string(),
});
export type MissingPart = z.infer<typeof missingPart>;

/**
 * The reward function of a query. It is made once per (run, query) without looking at the responses, and is the same for
 * the whole group.
 */
export const assignment = z.object({
  kind: kindName.nullable(),
  /** Calibrated probability that the kind is right; 1 for a pinned tool, and for a kind that the content of the query defines. */
  confidence: z.number().min(0).max(1),
  tools: z.array(assignedTool),
  /**
   * `mean`, also where it is absent: the weighted mean of the values that were scored · `all`: the least of them, and none where one tool did not
   * score: the parts of one task, which is done only where all of them are · `form`: the tools check the form alone of an answer that
   * is right or wrong besides; the slot `format` holds the least of them, and there is no reward · `first`: the first tool
   * that scores a response decides it; each is asked only about responses that those before it left unscored because of
   * the response · `composite`: the tools in order; a gate that scores its floor makes the reward 0, and no later tool is asked; what
   * passes gets the weighted mean of all values, and no reward where one tool did not score.
   */
  combine: z.enum(['mean', 'all', 'form', 'first', 'composite']).optional(),
  /** Parts of the query that no tool checks; where there are some, `tools` is empty. */
  missing: z.array(missingPart).optional(),
  /** The shapes for the rewards of the group, in this order; absent where the rewards stay unchanged. */
  shaping: z.array(shapeSettings).optional(),
  truncated: truncationRule.default('score'),
  rung,
  reason: z.string(),
  snapshot: z.string(),
});
export type Assignment = z.infer<typeof assignment>;
