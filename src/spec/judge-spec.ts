import { z } from 'zod';
import { INSTRUMENTS } from './judge-instruments.ts';
import { kindName } from './kinds.ts';
import { slotName } from './slots.ts';

const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'lowercase letters, digits and hyphens');

/** One thing that a response is judged by, apart from all others. */
const criterion = z.strictObject({
  id: name.refine((id) => id !== 'check', 'the name `check` is taken'),
  /** What is to hold of the response, as a statement: "The letter says when the shop opens." */
  asks: z.string().min(3).max(2_000),
  /** What each grade means, from the worst to the best. Without them the criterion is met or not. */
  grades: z.array(z.string().min(1).max(300)).min(2).max(10).optional(),
  weight: z.number().positive().max(1_000).default(1),
  /** A rule: a response that does not meet it gets 0, whatever the others say. It has no share in the mean. */
  hard: z.boolean().default(false),
  /** Counts as met only with words of the response that show it. */
  quote: z.boolean().default(false),
  /** False for a criterion of a judge with instruments that no result of theirs could show. */
  cite: z.boolean().optional(),
  /** Earlier criteria, by id, without which this one cannot be met. */
  after: z.array(name).max(20).default([]),
});
export type Criterion = z.infer<typeof criterion>;

export const criteria = z
  .array(criterion)
  .min(1)
  .max(30)
  .superRefine((all, context) => {
    for (const [at, { id, hard, grades, after }] of all.entries()) {
      const wrong = (message: string) => context.addIssue({ code: 'custom', path: [at], message });
      const earlier = all.slice(0, at);
      if (earlier.some((other) => other.id === id)) wrong(`two criteria are called ${id}`);
      if (hard && grades) wrong(`${id} is a hard rule, which is met or not: it has no grades`);
      for (const other of after) {
        const found = earlier.find((one) => one.id === other);
        if (!found) wrong(`${id} comes after ${other}, which is no earlier criterion`);
        else if (found.grades) wrong(`${id} comes after ${other}, which has grades and is never just met`);
      }
    }
  });

/** What one of two responses may be better by. */
const pairCriterion = criterion.pick({ id: true, asks: true, weight: true });
export type PairCriterion = z.infer<typeof pairCriterion>;

const pairCriteria = z
  .array(pairCriterion)
  .min(1)
  .max(12)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'two criteria have one name');

/** A cheaper model that is asked before the judge's own. What is not said here is as of the judge's own model. */
const cheaperModel = z.strictObject({
  model: z.string().min(1),
  provider: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,40}$/, 'lowercase letters, digits and hyphens')
    .optional(),
  baseUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** US dollars for a million tokens. */
  price: z.strictObject({ input: z.number().nonnegative(), output: z.number().nonnegative() }).optional(),
});
export type CheaperModel = z.infer<typeof cheaperModel>;

/** A linear classifier over hashed words, trained on verdicts of a judge. */
const distilledClassifier = z.strictObject({
  /** Of 2^12 features, as 32-bit floats in base64. */
  weights: z.string().max(30_000),
  bias: z.number(),
  /** How likely a verdict must be to count as sure. */
  sure: z.number().min(0.5).max(1),
  /** `low`: it decides only what is not good, because words alone could talk it into the other. */
  decides: z.enum(['both', 'low']),
});
export type DistilledClassifier = z.infer<typeof distilledClassifier>;

/** What all judges say of themselves. */
const shared = {
  id: name,
  title: z.string().min(1).max(200).optional(),
  /** Two or three sentences for whoever chooses a tool. */
  description: z.string().min(1).max(2_000).optional(),
  /** Kinds that the judge may be routed to, once it has evidence. */
  kinds: z.array(kindName).max(40).default([]),
  slot: slotName.optional(),
  /** Most answers that are asked for one question. A third is asked only where the first two differ. */
  votes: z
    .number()
    .int()
    .min(1)
    .max(9)
    .refine((most) => most % 2 === 1, 'an odd number, so that one side has more')
    .default(1),
  /** Characters of the longest response that it judges; a longer one is `unscored`. */
  longest: z.number().int().min(100).max(64_000).default(24_000),
  /** Languages of the prompts that it judges, as ISO 639-1 codes; all where it is absent. */
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/, 'two letters, as in `en`'))
    .min(1)
    .max(60)
    .optional(),
  /**
   * Asked first, at least twice a question; where it is unsure of one response of a group, the judge's own model judges the
   * whole group. The first choice for a query holds within a run.
   */
  cheaper: cheaperModel.optional(),
  /** Whether the model that judges is the policy in training. It is audited more, and used no more where it agrees too little. */
  policy: z.boolean().optional(),
  /** Whether it is only asked and recorded, for its kinds, and changes no reward. */
  monitor: z.boolean().optional(),
};

/** A judge as its author describes it: what a language model is asked about a response, and how its answers add up. */
export const judgeSpec = z.discriminatedUnion('judges', [
  z.strictObject({
    /** Each response by itself, by criteria. */
    judges: z.literal('rubric'),
    ...shared,
    criteria,
    /** One question for each criterion, so that none colours another; false asks for all of them in one. */
    apart: z.boolean().default(true),
    /** Whether the judge is shown the references of the query, which it then needs. */
    reference: z.boolean().default(false),
    /** A classifier that learned from this judge, as `rlar judges distil` makes it; asked first, for whole groups. */
    distilled: distilledClassifier.optional(),
    /** Responses of a group that are judged in one question, each by itself; one where it is absent. */
    together: z.number().int().min(2).max(16).optional(),
    /** What the judge may have worked out by programs; what it then finds must name the result that shows it. */
    instruments: z.array(z.enum(INSTRUMENTS)).min(1).optional(),
    /** Whether a value is the mean over what the model finds likely, where its endpoint gives log-probabilities. */
    likelihoods: z.boolean().optional(),
    /** Whether each query has a rubric of its own, which `rlar judges rubrics` writes; these criteria are asked as well. */
    perQuery: z.boolean().optional(),
  }),
  z.strictObject({
    /** The responses of a group against each other, or against the reference; each pair in both orders. */
    judges: z.literal('pairs'),
    ...shared,
    criteria: pairCriteria,
    /**
     * `elimination`: a seeded cup, one comparison fewer than responses · `round-robin`: each against each, the reward is its
     * place by the share won · `win-rate`: the same, against the references as well, and the reward is the share itself ·
     * `anchor`: each against the first reference of the query.
     */
    rank: z.enum(['elimination', 'round-robin', 'win-rate', 'anchor']).default('elimination'),
    /** Whether these criteria are principles, out of which the model makes those for the two responses that it compares. */
    adaptive: z.boolean().optional(),
    /** Of `anchor`: whether it stands in one reward with the program of its kinds, in place of serving them alone. */
    beside: z.boolean().optional(),
    /** How a cup is seeded: `pointwise`, by one question about each response; by what it says where this is absent. */
    seeds: z.literal('pointwise').optional(),
  }),
  z.strictObject({
    /** Whether a response says one of the references. Stands behind the program of its kinds, for what that leaves unscored. */
    judges: z.literal('equivalence'),
    ...shared,
  }),
  z.strictObject({
    /** Demands of a prompt that no program reads, beside the programs that check the others. */
    judges: z.literal('clauses'),
    ...shared,
  }),
  z.strictObject({
    /** Whether a task was done, by the trajectory, its last observations and the final answer: without a reference. */
    judges: z.literal('success'),
    ...shared,
  }),
  z.strictObject({
    /**
     * Whether the evidence that a response names shows that its task was done. The response ends with JSON,
     * `{"evidence": [{"step": 3, "quote": "…"}]}`; what does not stand in its trajectory earns 0, and the judge is shown the
     * task and this evidence alone.
     */
    judges: z.literal('evidence'),
    ...shared,
    /** Pieces of evidence that cost nothing. */
    free: z.number().int().min(1).max(20).default(3),
    /** What each further one costs. */
    each: z.number().min(0).max(1).default(0.1),
  }),
  z.strictObject({
    /** Whether a program does its work itself. Stands beside the tests of its kinds, for what passes them. */
    judges: z.literal('programs'),
    ...shared,
    /** In place of the criteria that rlar has. */
    criteria: criteria.optional(),
  }),
]);
export type JudgeSpec = z.infer<typeof judgeSpec>;
export type JudgeSpecOf<Judges extends JudgeSpec['judges']> = Extract<JudgeSpec, { judges: Judges }>;
