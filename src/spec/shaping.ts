import { z } from 'zod';
import { slotName } from './slots.ts';

/**
 * How the rewards of a group are shaped after its tools have spoken: one object a shape, done in the order of the list.
 * docs/shaping.md has the formula, the source and the curve of each. A list is a part of the assignment, so that it is
 * recorded, replayed and the same for all of a group.
 */
const share = z.number().min(0).max(1);
const weight = z.number().positive().max(1_000);
const step = z.number().int().nonnegative();
/** A number of the rollout: its length, or one that the trainer sent in `extra_info`, as `extra:NAME`. */
const measure = z.union([
  z.enum(['characters', 'words', 'steps']),
  z.templateLiteral(['extra:', z.string()]),
]);
export type Measure = z.infer<typeof measure>;

const slotWeights = z.partialRecord(slotName, weight).refine((slots) => Object.keys(slots).length > 0, {
  message: 'name one slot at least',
});

const shapes = {
  /** Slots of `pay` are added only where `slot` reaches `at` (G-RA, arXiv 2508.10548). */
  gate: z.strictObject({
    shape: z.literal('gate'),
    slot: slotName.default('correctness'),
    at: z.number(),
    pay: slotWeights,
  }),
  /** Progress times what the factors leave of it; 0 where a hard slot is 0 (CaRL, 2025). */
  product: z.strictObject({
    shape: z.literal('product'),
    progress: slotName.default('correctness'),
    factors: z.array(slotName).default([]),
    hard: z.array(slotName).default([]),
  }),
  /** Each stage counts only where all before it reached their mark (progressive reward shaping, 2025). */
  stages: z.strictObject({
    shape: z.literal('stages'),
    stages: z.array(z.strictObject({ slot: slotName, at: share })).min(2),
  }),
  /** A slot's weight goes from one value to another over the steps of a run (SPEAR, 2025). */
  schedule: z
    .strictObject({
      shape: z.literal('schedule'),
      slot: slotName,
      from: z.number().min(-1_000).max(1_000),
      to: z.number().min(-1_000).max(1_000),
      start: step.default(0),
      end: step,
      curve: z.enum(['linear', 'cosine']).default('cosine'),
    })
    .refine(({ start, end }) => end > start, { message: '`end` must be after `start`', path: ['end'] }),
  /** Steps of value that grow: several right rollouts are told apart by margin (Sweet Spot Learning, 2026). */
  tiers: z
    .strictObject({
      shape: z.literal('tiers'),
      edges: z.array(z.number()).min(1),
      values: z.array(z.number()).min(2),
    })
    .refine(({ edges, values }) => values.length === edges.length + 1, {
      message: 'there must be one value more than edges',
      path: ['values'],
    })
    .refine(({ edges, values }) => grows(edges) && grows(values), {
      message: 'edges and values must grow, so that the order of rewards is kept',
    }),
  /** Length costs only where the group is right often enough (GRPO-λ, arXiv 2505.18086). */
  'length-gate': z.strictObject({
    shape: z.literal('length-gate'),
    measure: measure.default('characters'),
    /** Share of the group that must be right before length costs anything. */
    share: share.default(0.5),
    /** The most that length costs, as a share of the reward. */
    most: share.default(0.2),
    /** The least reward that counts as right. */
    right: z.number().default(1),
  }),
  /** A cost of length that begins at `free` and is whole at `cap` (soft overlong punishment of DAPO, 2025). */
  'length-penalty': z
    .strictObject({
      shape: z.literal('length-penalty'),
      measure: measure.default('characters'),
      free: z.number().nonnegative(),
      cap: z.number().positive(),
      most: weight.default(1),
    })
    .refine(({ free, cap }) => cap > free, { message: '`cap` must be above `free`', path: ['cap'] }),
  /** Compares the longer half of a group with the shorter one, without a wish for either (CANON, 2025). */
  canon: z.strictObject({
    shape: z.literal('canon'),
    measure: measure.default('characters'),
    /** Share of the comparison between the halves; the rest is within each half. */
    between: share.default(0.5),
  }),
  /**
   * The advantage of a rollout, more or less of it by a number that the trainer sends, such as its mean surprisal or the acceleration
   * of its effective rank (AEM, 2026; VERL, 2025).
   */
  scale: z
    .strictObject({
      shape: z.literal('scale'),
      measure,
      /** What one standard deviation of the measure adds to the factor, at `start` and at `end`. */
      from: z.number().min(-1).max(1),
      to: z.number().min(-1).max(1),
      start: step.default(0),
      end: step,
    })
    .refine(({ start, end }) => end > start, { message: '`end` must be after `start`', path: ['end'] }),
  /** Rollouts of two sorts, such as guided and unguided ones, are compared each with its own (Agent-RLVR, 2025). */
  apart: z.strictObject({
    shape: z.literal('apart'),
    /** The name of the sample's column or `extra_info` that holds the sort. */
    by: z.string().min(1).max(200),
  }),
  /** Each slot is normalised over the group by itself, then they are summed (GDPO, 2026). */
  gdpo: z.strictObject({ shape: z.literal('gdpo'), weights: slotWeights }),
  /** A rule's verdict and a model's score, mixed by how sure the rule is (Beyond Monolithic Rewards, 2025). */
  hybrid: z.strictObject({
    shape: z.literal('hybrid'),
    rule: slotName.default('correctness'),
    model: slotName.default('quality'),
    /** How far the rule is believed. */
    confidence: share,
  }),
  /** Several scores of one slot: a rollout on which they disagree gets no weight (Secrets of RLHF II, 2024). */
  ensemble: z.strictObject({
    shape: z.literal('ensemble'),
    slot: slotName.default('quality'),
    /** The least mean margin, in standard deviations between the scores, that is believed. */
    least: z.number().nonnegative().default(1),
  }),
  /** A slot that is added only while the group is right as often as this (adaptive rewards of “Reward Design for RL Agents”, 2025). */
  adaptive: z
    .strictObject({
      shape: z.literal('adaptive'),
      slot: slotName,
      weight: z.number().min(-1_000).max(1_000),
      above: share.default(0),
      below: share.default(1),
      right: z.number().default(1),
    })
    .refine(({ above, below }) => below > above, { message: '`below` must be above `above`' }),
  /** What is unlike the rest of its group earns more, where it is right (novelty search, behind a gate). */
  novelty: z.strictObject({
    shape: z.literal('novelty'),
    weight: weight.default(0.1),
    neighbours: z.number().int().positive().default(3),
    /** The least reward that may earn the bonus. */
    at: z.number().default(1),
  }),
  /** Only some rollouts of a group have weight in the update (PF-PPO, 2024). */
  filter: z.strictObject({
    shape: z.literal('filter'),
    keep: z.enum(['best-worst', 'best-random', 'top']),
    /** Rollouts kept at each end. */
    count: z.number().int().positive().default(1),
  }),
  /** Rewards of the steps of a trajectory, beside its reward; docs/shaping.md has each way. */
  steps: z.strictObject({
    shape: z.literal('steps'),
    /** The tool whose step scores are taken; the first that has some by default. */
    tool: z.string().optional(),
    how: z.enum([
      'clip',
      'delta',
      'potential',
      'share',
      'progress',
      'outcome-first',
      'first-error',
      'pivot',
      'last',
    ]),
    /** `clip`: the score above which a step earns nothing. */
    threshold: z.number().default(1),
    /** `potential`: the discount. */
    discount: share.default(1),
    /** `outcome-first`: the most that all steps together may add or take, as a share of the outcome's range. */
    most: share.default(0.3),
    /** `first-error`: the score below which a step is an error. */
    below: z.number().default(0.5),
  }),
  /** Changes no reward: says which groups teach nothing, and which ranks hang on the weights (Policy Cliff, 2025; VSPO, 2025). */
  audit: z.strictObject({
    shape: z.literal('audit'),
    right: z.number().default(1),
    /** How far weights of slots are moved, as a share. */
    move: share.default(0.1),
  }),
};

export const shapeSettings = z.discriminatedUnion('shape', [
  shapes.gate,
  shapes.product,
  shapes.stages,
  shapes.schedule,
  shapes.tiers,
  shapes['length-gate'],
  shapes['length-penalty'],
  shapes.canon,
  shapes.scale,
  shapes.apart,
  shapes.gdpo,
  shapes.hybrid,
  shapes.ensemble,
  shapes.adaptive,
  shapes.novelty,
  shapes.filter,
  shapes.steps,
  shapes.audit,
]);
export type ShapeSettings = z.infer<typeof shapeSettings>;
export type ShapeName = ShapeSettings['shape'];
export const SHAPE_NAMES = Object.keys(shapes) as [ShapeName, ...ShapeName[]];
export type SettingsOf<Name extends ShapeName> = Extract<ShapeSettings, { shape: Name }>;

/** Shapes whose result is an advantage: it stands around 0, and no value after it is a reward any more. */
const ADVANTAGES: readonly ShapeName[] = ['gdpo', 'canon', 'scale', 'apart'];
const LENGTHS: readonly ShapeName[] = ['length-gate', 'length-penalty', 'canon'];
const AFTER_ADVANTAGE: readonly ShapeName[] = ['filter', 'steps', 'audit'];

/** Shapes in the order in which they are done; a list that contradicts itself is refused. */
export const shapingList = z.array(shapeSettings).superRefine((list, context) => {
  for (const [index, { shape }] of list.entries()) {
    const before = list.slice(0, index).map((earlier) => earlier.shape);
    const refuse = (message: string): void =>
      context.addIssue({ code: 'custom', path: [index], message: `${shape}: ${message}` });
    const length = before.find((name) => name !== shape && LENGTHS.includes(name));
    if (LENGTHS.includes(shape) && length) refuse(`${length} judges length already; choose one`);
    const advantage = before.find((name) => ADVANTAGES.includes(name));
    if (advantage && !AFTER_ADVANTAGE.includes(shape))
      refuse(`${advantage} has made advantages of the rewards; only filter and audit may follow it`);
    if (before.includes(shape) && !['gate', 'schedule', 'adaptive'].includes(shape))
      refuse('it stands in the list already');
  }
});

function grows(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value > values[index - 1]!);
}
