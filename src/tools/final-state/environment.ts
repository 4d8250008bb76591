import { z } from 'zod';
import { jsonObject, jsonValue } from '../../spec/json.ts';
import { toolCall } from '../../spec/query.ts';

const MOST_CHECKS = 50;
const MOST_CALLS = 200;

/** One thing that must hold at the end: what a query finds (rows in any order), or what a file holds. */
const finalCheck = z.union([
  z.strictObject({ sql: z.string().max(10_000), rows: z.array(z.array(jsonValue)).max(1000) }),
  z.strictObject({ file: z.string(), text: z.string() }),
  z.strictObject({ file: z.string(), contains: z.string().min(1) }),
  z.strictObject({ file: z.string(), absent: z.literal(true) }),
  z.strictObject({
    service: z.string(),
    /** A request that was accepted: `*` in a path stands for one part; of a body only what is written here is compared. */
    request: z.strictObject({
      method: z.string().toUpperCase(),
      path: z.string(),
      body: jsonValue.optional(),
    }),
    count: z.number().int().nonnegative().default(1),
  }),
]);

/** A service that functions may ask: records behind REST paths (`GET /orders`, `POST /orders`, `PATCH /orders/3` …), and replies written down. */
const service = z.strictObject({
  collections: z.record(z.string().regex(/^[\w-]{1,100}$/), z.array(jsonObject).max(1_000)).default({}),
  /** Replies that come before the records, such as a failure: `times` says how often, without end by default. */
  replies: z
    .array(
      z.strictObject({
        method: z.string().toUpperCase(),
        path: z.string().max(500),
        status: z.number().int().min(100).max(599).default(200),
        body: jsonValue.default(null),
        times: z
          .number()
          .int()
          .positive()
          .nullish()
          .transform((times) => times ?? -1),
      }),
    )
    .max(100)
    .default([]),
});

/**
 * The environment of a task, as the arguments of the constraint `trajectory:final_state`: what it holds at the start, its
 * functions, and how it must be left.
 */
export const environment = z
  .strictObject({
    /** Statements that make and fill the tables (SQLite). */
    sql: z.string().max(1_000_000).default(''),
    /** The files at the start, by name. */
    files: z.record(z.string(), z.string()).default({}),
    /** Services by name: `world.request(name, method, path, body)` gives `{"status", "body"}`. */
    services: z.record(z.string().regex(/^[\w-]{1,100}$/), service).default({}),
    /** Python functions by the names that the policy calls. Each gets the world (`db`, `files`) and the call's arguments. */
    functions: z.string().min(1).max(200_000),
    /** Calls that do the task. Their final state is the one that counts, whatever way led to it. */
    solution: z.array(toolCall).max(MOST_CALLS).nullable().default(null),
    /** What must hold at the end. */
    final: z.array(finalCheck).max(MOST_CHECKS).default([]),
    /** Tables, `table.column`, files, services, `service/collection` and `service/collection.key` that do not count. */
    ignore: z.array(z.string()).max(200).default([]),
    /** `same`: a recorded result that the replay does not give makes the trajectory wrong · `any`: it is only shown. */
    results: z.enum(['any', 'same']).default('any'),
    /** Calls that the task may take; a trajectory with more of them is wrong. Without it, one with more than can be made again is not judged. */
    calls: z.number().int().positive().max(MOST_CALLS).optional(),
  })
  .refine(
    ({ solution, final }) => solution !== null || final.length > 0,
    'it needs `solution` or `final`: without them any end would do',
  );
export type Environment = z.infer<typeof environment>;

/** @returns whether a name is one of a function that the environment defines, so that a call in a text is told from prose */
export function definesFunction({ functions }: Environment): (name: string) => boolean {
  const names = new Set([...functions.matchAll(/^def ([A-Za-z]\w{0,99})\(/gm)].map(([, name]) => name!));
  return (name) => names.has(name);
}
