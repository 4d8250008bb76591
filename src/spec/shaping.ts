import { z } from 'zod';
import { advantageShapes } from './advantage-shapes.ts';
import { measure, share, slotWeights, step, weight } from './shape-parts.ts';
import { slotName } from './slots.ts';

/**
 * How the rewards of a group are shaped after its tools have spoken: one object a shape, done in the order of the list.
 * docs/shaping.md has the formula, the source and the curve of each. A list is a part of the assignment, so that it is
 * recorded, replayed and the same for all of a group.
 */
const shapes = {
  /** Slots of `pay` are added only where `slot` reaches `at` (G-RA, arXiv 2508.10548). */
  gate: z.strictObject({
    shape: z.literal('gate'),
    slot: slotName.default('correctness'),
    at: z.number(),
    pay: slotWeights,
  }),
  /** Progress times what the factors leave of it; 0 where a hard slot is 0 (CaRL, 2025). */
  product: z
    .strictObject({
      shape: z.literal('product'),
      progress: slotName.default('correctness'),
      factors: z.array(slotName).default([]),
      hard: z.array(slotName).default([]),
    })
    .refine(({ progress, factors }) => !factors.includes(progress), {
      message: '`progress` is no factor of itself',
      path: ['factors'],
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
  ...advantageShapes,
  /** A rule's verdict and a model's score, mixed by how sure the rule is (Beyond Monolithic Rewards, 2025). */
  hybrid: z
    .strictObject({
      shape: z.literal('hybrid'),
      rule: slotName.default('correctness'),
      model: slotName.default('quality'),
      /** How far the rule is believed. */
      confidence: share,
    })
    .refine(({ rule, model }) => rule !== model, {
      message: '`rule` and `model` must be two slots',
      path: ['model'],
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
  steps: z
    .strictObject({
      shape: z.literal('steps'),
      /** The tool whose step scores are taken; the first that has some by default. */
      tool: z.string().optional(),
      how: z
        .enum([
          'clip',
          'delta',
          'potential',
          'share',
          'progress',
          'outcome-first',
          'first-error',
          'pivot',
          'last',
          'two-tier',
          'regression',
          'implicit',
          'regularised',
        ])
        .optional(),
      /** The trainer's algorithm, which chooses `how` where it is not said. */
      algorithm: z.enum(['grpo', 'rloo', 'ppo']).optional(),
      /** `clip`: the score above which a step earns nothing. */
      threshold: z.number().default(1),
      /** `potential`: the discount. */
      discount: share.default(1),
      /** `outcome-first`: the most that all steps together may add or take, as a share of the outcome's range. */
      most: share.default(0.3),
      /** `first-error`: the score below which a step is an error. */
      below: z.number().default(0.5),
      /** `two-tier`: the tool that looks again at what `tool` says of each step. */
      check: z.string().optional(),
      /** `two-tier`: how far the two may differ. */
      differ: share.default(0.3),
      /** `implicit`, `regularised`: the key of `extra_info` that holds a log-ratio for each step. */
      ratios: z.string().default('log_ratios'),
      /** `implicit`, `regularised`: the weight of the ratios. */
      beta: z.number().min(0).max(100).default(0.05),
    })
    .refine(({ how, tool, check }) => how !== 'two-tier' || (tool !== undefined && check !== undefined), {
      message: '`two-tier` needs `tool`, and `check`, the tool that looks again',
      path: ['check'],
    })
    .refine(({ how, algorithm }) => how !== undefined || algorithm !== undefined, {
      message: 'say `how`, or the `algorithm` that it should fit',
      path: ['how'],
    })
    .refine(({ how = 'last', algorithm }) => algorithm !== 'grpo' || how === 'last', {
      message:
        'grpo has one advantage per rollout and learns nothing from rewards of steps: `last`, or another algorithm',
      path: ['how'],
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
  shapes.regroup,
  shapes.amplify,
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

function grows(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value > values[index - 1]!);
}
