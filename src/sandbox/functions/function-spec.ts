import { z } from 'zod';
import type { TimeOver } from '../../spec/over-time.ts';

/**
 * The kinds of reward functions that people bring, by the trainer they were written for; `constraint`: whether a response
 * keeps to a constraint with these arguments, true, false or None.
 */
const functionShape = z.enum(['verl', 'trl', 'openrlhf', 'swift', 'plain', 'constraint']);

/** The result of the static inspection of a Python file. */
export const pythonFunction = z.object({
  shape: functionShape,
  name: z.string(),
  line: z.number().int(),
  parameters: z.array(z.object({ name: z.string(), required: z.boolean() })),
  /** Takes `**kwargs`. */
  variadic: z.boolean(),
  asynchronous: z.boolean(),
  /** Takes and returns lists, one entry a response. */
  batch: z.boolean(),
  /** Completions are given as lists of messages (TRL's conversational form). */
  messages: z.boolean(),
  usesReference: z.boolean(),
  documentation: z.string(),
  /** Packages that it imports beyond the standard library. */
  imports: z.array(z.string()),
});
export type PythonFunction = z.infer<typeof pythonFunction>;

/** Leave to reach something: `net` one host and port, `read` one file or folder. */
export const grant = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('net'), host: z.string().min(1), port: z.number().int().min(1).max(65_535) }),
  z.object({ kind: z.literal('read'), path: z.string().startsWith('/') }),
]);
export type Grant = z.infer<typeof grant>;

/** How one function is run. */
export interface FunctionSettings {
  readonly source: string;
  readonly found: PythonFunction;
  /** `sandbox`: no network, no files · `own`: the user's own code, with `grants` */
  readonly trust: 'sandbox' | 'own';
  readonly grants: readonly Grant[];
  /** A virtual environment with its requirements, or null. */
  readonly environment: string | null;
  /** Milliseconds that one call may take. */
  readonly callMs: number;
  readonly memoryBytes: number;
}

/** One rollout, as every shape of function is given its arguments from. */
export interface FunctionCall {
  readonly prompt: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly response: string;
  readonly steps: readonly { readonly role: string; readonly content: string }[];
  /** One text, several where any is right, or null. */
  readonly reference: string | readonly string[] | null;
  /** The row's `data_source`. */
  readonly source?: string | undefined;
  /** The row's `extra_info`. */
  readonly extra?: Readonly<Record<string, unknown>> | undefined;
  /** The row's other columns. */
  readonly columns?: Readonly<Record<string, unknown>> | undefined;
  /** All rollouts of the query in one call, in place of the fields that each has for itself; for functions that take lists. */
  readonly group?: readonly Pick<FunctionCall, 'response' | 'steps' | 'source' | 'extra' | 'columns'>[];
  /** The arguments of the constraint, for functions of that shape. */
  readonly kwargs?: Readonly<Record<string, unknown>>;
}

/** Keys that an answer may carry beside its number. */
const MOST_BESIDE = 12;
const beside = z
  .record(z.string().max(40), z.union([z.string().max(200), z.number(), z.boolean(), z.null()]))
  .refine((shown) => Object.keys(shown).length <= MOST_BESIDE);

const rolloutAnswers = [
  z.object({ kind: z.literal('value'), id: z.number(), value: z.number(), beside }),
  z.object({ kind: z.literal('unscored'), id: z.number(), beside }),
  z.object({ kind: z.literal('missing'), id: z.number(), message: z.string() }),
  z.object({ kind: z.literal('invalid'), id: z.number(), message: z.string() }),
  z.object({ kind: z.literal('exception'), id: z.number(), message: z.string() }),
] as const;
const rolloutAnswer = z.discriminatedUnion('kind', rolloutAnswers);

/** The process's report of one call; for a group, one report per rollout. */
export const functionAnswer = z.discriminatedUnion('kind', [
  ...rolloutAnswers,
  z.object({ kind: z.literal('group'), id: z.number(), answers: z.array(rolloutAnswer) }),
]);
type RolloutAnswer = z.infer<typeof rolloutAnswer>;

/** The outcome of one call, including failures of the process. */
export type FunctionOutcome =
  | RolloutAnswer
  | { readonly kind: 'deadline'; readonly why: TimeOver }
  | { readonly kind: 'died'; readonly message: string }
  | { readonly kind: 'unloaded'; readonly message: string }
  | { readonly kind: 'no-sandbox'; readonly message: string };
