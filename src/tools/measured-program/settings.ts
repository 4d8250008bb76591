import { z } from 'zod';

const name = z.string().regex(/^[A-Za-z_]\w{0,99}$/, 'a name of Python');
const code = z.string().min(1).max(100_000);
const seconds = z.number().min(0.1).max(10).default(3);

/** A point that a program should reach: a call of a function that it does not define itself, or a variable that gets a value. */
const milestone = z
  .strictObject({
    name: z.string().min(1).max(200),
    call: name.optional(),
    assign: name.optional(),
    weight: z.number().positive().max(1_000).default(1),
  })
  .refine(({ call, assign }) => (call === undefined) !== (assign === undefined), 'say `call` or `assign`');

/** What shows that the program has done its task. */
const done = z.union([
  z.strictObject({ prints: z.string().min(1).max(10_000) }),
  z.strictObject({ file: z.string().min(1).max(100), contains: z.string().min(1).max(10_000) }),
  z.strictObject({ file: z.string().min(1).max(100), lines: z.number().int().positive() }),
]);

export const milestones = z.strictObject({
  milestones: z.array(milestone).min(1).max(50),
  done: z.array(done).min(1).max(20),
  files: z.record(z.string().regex(/^[\w][\w.-]{0,99}$/), z.string().max(1_000_000)).default({}),
  /** The most that milestones earn together where the task is not done. */
  most: z.number().min(0).max(0.99).default(0.5),
  seconds,
});
export type Milestones = z.infer<typeof milestones>;

const tier = z.strictObject({ at: z.number().positive(), value: z.number().min(0).max(1) });

export const speed = z.strictObject({
  /** The function that is measured, in the response and in the baseline. */
  entry: name,
  baseline: code,
  baseline_entry: name.optional(),
  /** `def make(random)`: the arguments of one call, made with a random generator. */
  inputs: code,
  runs: z.number().int().min(1).max(50).default(5),
  /** By how many times the processor time of the baseline: the reward from there on. */
  tiers: z
    .array(tier)
    .min(1)
    .max(20)
    .refine((list) => list.every((one, at) => at === 0 || one.at > list[at - 1]!.at), '`at` must grow')
    .default([
      { at: 1.5, value: 0.5 },
      { at: 2, value: 0.75 },
      { at: 4, value: 1 },
    ]),
  /** Functions that the program may not call. */
  banned: z.array(name).max(50).default([]),
  /** Modules that it may import beside the harmless ones of the standard library. */
  imports: z.array(name).max(20).default([]),
  seconds,
});
export type Speed = z.infer<typeof speed>;
