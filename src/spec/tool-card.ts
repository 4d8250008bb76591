import { z } from 'zod';
import { evidenceReport } from './evidence.ts';
import { jsonObject } from './json.ts';
import { slotName } from './slots.ts';

/**
 * What a query must carry for a tool to apply; `steps` is what rollouts carry, so a tool that needs them is pinned, never
 * chosen. `par-reference`: responses to stand beside, which are those of a base policy or else the references.
 */
const NEEDS = [
  'prompt',
  'reference',
  'par-reference',
  'tests',
  'constraints',
  'schema',
  'expected-calls',
  'languages',
  'steps',
] as const;
export const need = z.enum(NEEDS);
export type Need = z.infer<typeof need>;

/** The range of a tool whose values have no bounds, such as a reward model's logits: there is no floor, and no middle. */
export const UNBOUNDED: readonly [number, number] = [-Number.MAX_VALUE, Number.MAX_VALUE];

/** The declaration of a tool by its author. */
export const toolDeclaration = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.string().min(1),
  title: z.string().min(1),
  /** Two or three sentences for a person or an agent that chooses a tool: what the tool checks, and what it cannot tell. */
  description: z.string().min(1),
  /** `verifier`: right or wrong, by a program · `metric`: graded, against a reference · `reward-model` · `judge` */
  type: z.enum(['verifier', 'metric', 'reward-model', 'judge']),
  slot: slotName,
  needs: z.array(need).default([]),
  /** The values that `scored` may hold; higher is always better. */
  range: z.tuple([z.number(), z.number()]).default([0, 1]),
  /**
   * What the values mean, from 0 (as bad as it gets) to 1: points in rising order, read in straight lines between them.
   * For values without a range of their own, such as a reward model's: without it they cannot be put together with others.
   */
  calibration: z
    .array(z.object({ value: z.number(), share: z.number().min(0).max(1) }))
    .min(2)
    .refine(
      (points) =>
        points.every(
          ({ value, share }, at) =>
            at === 0 || (value > points[at - 1]!.value && share >= points[at - 1]!.share),
        ),
      'values must rise, and shares must not fall',
    )
    .optional(),
  /**
   * What becomes of a raw value in the reward. `par`: its place among the scores of reference responses to the same prompt, which the tool
   * puts into `evidence.references`; from 0 to 1.
   */
  shape: z.literal('par').optional(),
  /** Families (`math`) or kinds (`math.final-answer`) that it serves. */
  kinds: z.array(z.string()),
  /** The one sort of verifiable constraint that the tool checks, by id; `prepare` gets it as `options.constraint`, `{id, kwargs}`. */
  constraint: z.string().max(200).optional(),
  /** Sorts of verifiable constraint that the tool checks in one call, by id; `prepare` gets those that a query states as `options.constraints`. */
  constraints: z.array(z.string().max(200)).optional(),
  /**
   * Kinds for which the tool is a guard: it stands beside the checkers of the kind, and floors responses that they cannot
   * judge. It gets the constraints as `options.constraints`, and never judges alone.
   */
  guards: z.array(z.string()).optional(),
  /**
   * Kinds in which the tool stands behind the program of the kind: it judges the responses that the program leaves
   * unscored, and never judges alone.
   */
  backs: z.array(z.string()).optional(),
  /**
   * Kinds in which the tool stands beside the program of the kind, and asks something else of what the program passed: both
   * are required. It never judges alone.
   */
  besides: z.array(z.string()).optional(),
  /** Kinds for which the tool is a monitor: it is asked and recorded, and changes no reward. */
  monitors: z.array(z.string()).optional(),
  /** Whether the model that judges is the policy in training: the loop of evolution audits it, and uses it no more where it agrees too little. */
  referee: z.boolean().optional(),
  /** Languages of the prompts that the tool is for, as ISO 639-1 codes; all where it is absent. */
  languages: z.array(z.string()).optional(),
  /** Whether it judges demands of a prompt that no program reads; `prepare` gets their words as `options.clauses`. */
  clauses: z.boolean().optional(),
  /** Options that the router sets where the tool serves a kind, by kind or family. */
  optionsFor: z.record(z.string(), jsonObject).optional(),
  /**
   * Options that what a run says of grading comes to: partial credit in place of right or wrong, and strict calls. `mark`: the option
   * that takes the decimal mark of the run's numbers.
   */
  optionsForRun: z
    .object({
      partialCredit: jsonObject.optional(),
      strictToolCalls: jsonObject.optional(),
      mark: z.string().optional(),
    })
    .optional(),
  /** `inline`: linear time, tens of microseconds · `thread`: in a worker that is killed at the deadline · `async`: waits on something else (sandbox, network) */
  execution: z.enum(['inline', 'thread', 'async']).default('thread'),
  /** Milliseconds that one call (one rollout, or a batch) may take from when work on it starts, without waits for a processor. */
  deadlineMs: z.number().positive().default(200),
  /**
   * What a rollout gets on which the tool used up that time: `floor`, the bottom of the range · `unscored` · `failed`. By
   * default `floor` for programs (the rollout decides how long they take), `failed` for models, judges and a user's own
   * code, which wait on something else. Waiting for a processor is never counted as the rollout's time.
   */
  overTime: z.enum(['floor', 'unscored', 'failed']).optional(),
  /** Calls that an `async` tool may have in work at once; the others queue by run, and their deadline does not run yet. */
  concurrency: z.number().int().positive().optional(),
  deterministic: z.boolean().default(true),
  /** Whether the tool is given the `meta` of rollouts: `data_source`, `extra_info` and other columns of the row. Functions that users brought always are. */
  readsMeta: z.boolean().optional(),
  /** Whether a response without content is floored before the tool sees it. Off for format and constraint tools. */
  contentGuard: z.boolean().default(true),
  /** Money per 1,000 rollouts in US dollars; 0 for programs. */
  costPer1000: z.number().nonnegative().default(0),
  provenance: z
    .object({
      origin: z.enum(['built-in', 'user', 'agent']),
      source: z.string().optional(),
      license: z.string().optional(),
      /** `own`: the user's own code, run with what `grants` lists; absent: sandboxed, or part of rlar. */
      trust: z.literal('own').optional(),
      grants: z.array(z.string()).optional(),
    })
    .default({ origin: 'built-in' }),
});
export type ToolDeclaration = z.infer<typeof toolDeclaration>;

/** The card of a tool: its declaration, and the evidence of its tests. A tool without evidence is never routed to. */
export const toolCard = toolDeclaration.extend({ evidence: evidenceReport.nullable() });
export type ToolCard = z.infer<typeof toolCard>;

/** @returns the sorts of constraint that a tool checks, by id */
export function sortsOf({ constraint, constraints }: ToolDeclaration): readonly string[] {
  return constraints ?? (constraint === undefined ? [] : [constraint]);
}

/** Whether the values of the tool have a lower and an upper bound. */
export function hasBounds({ range: [bottom, top] }: Pick<ToolDeclaration, 'range'>): boolean {
  return bottom > UNBOUNDED[0] && top < UNBOUNDED[1];
}
