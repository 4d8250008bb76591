import type { z } from 'zod';
import type { JsonObject, JsonValue } from './json.ts';
import type { AnswerOption, Constraint, ExpectedCall, LanguagePair, Message } from './query.ts';
import type { RolloutMeta, Step } from './rollout.ts';
import type { ToolDeclaration } from './tool-card.ts';
import type { Verdict } from './verdict.ts';

/** The parts of a query that a tool sees: everything except labels and hints. */
export interface ToolQuery {
  /** The text of the last user message; '' where there is none. */
  readonly prompt: string;
  readonly messages: readonly Message[];
  /** Alternatives: any one of them is a right answer. */
  readonly references: readonly string[];
  readonly constraints: readonly Constraint[];
  readonly tests?: JsonValue;
  readonly schema?: JsonObject;
  readonly expectedCalls?: readonly ExpectedCall[];
  readonly languages?: LanguagePair;
  /** The answers that are allowed, where the row lists them; the prompt may list them as well. */
  readonly options?: readonly AnswerOption[];
  /** Responses of a base policy to the same prompt, which a reward of the shape `par` stands beside. */
  readonly parReferences?: readonly string[];
}

/** The span of a demand in a prompt: the index of its first character, and the index after its last. */
export type Span = readonly [start: number, end: number];

/** A constraint that a prompt states, by id and arguments, with the words that ask for it; several may be asked for in the same words. */
export interface StatedConstraint extends Constraint {
  readonly spans: readonly Span[];
}

/** The constraints that a tool reads in a prompt, among the sorts that it checks. */
export interface ConstraintReading {
  readonly constraints: readonly StatedConstraint[];
  /** Spans of words that belong to a constraint that was read, and state no other demand. */
  readonly companions?: readonly Span[];
  /** Spans of words that ask for a constraint with unreadable arguments. */
  readonly unread: readonly Span[];
}

/**
 * Decides from the prompt alone whether the prompt asks for the property that the tool judges. Built-in and acquired tools
 * use the same interface.
 */
export interface Recogniser {
  /** @returns the spans of the prompt that ask for what the tool checks; empty where it does not */
  recognise(prompt: string): Promise<readonly Span[]>;
  /** @returns whether it is silent on all of these prompts, asked in one call; false where that is not known, and each is to be asked */
  silentOn?(prompts: readonly string[]): Promise<boolean>;
  /** @returns the constraints of the tool's sorts that the prompt states. Of constraint tools alone; `oneSort` makes it for a tool of one sort. */
  read?(prompt: string): Promise<ConstraintReading>;
  /** @returns the arguments of the one sort of constraint that the tool checks, as the prompt states them; null where they cannot be read */
  extract?(prompt: string): Promise<JsonObject | null>;
  /** The sorts of constraint that `read` knows, where the tool checks others as well: those are checked where a query carries them. */
  readonly sorts?: readonly string[];
  /** Calls so far, how many of them threw, were late or returned something else, and the last such reason. */
  readonly trouble?: { readonly calls: number; readonly failures: number; readonly last: string | null };
}

/** The parts of a rollout that a tool sees. */
export interface ToolRollout {
  readonly text: string;
  readonly steps?: readonly Step[];
  /** The other columns of the row. Only tools that declare it get this field, so that no other tool can depend on it. */
  readonly meta?: RolloutMeta;
}

/** The context of a batch of rollouts. */
export interface ScoreContext {
  /** Aborted when no caller wants the verdicts any more. The work must then end, and `score` must settle. */
  readonly signal: AbortSignal;
  /** Milliseconds that the batch may take. Waiting for a processor does not count; sleeping does. */
  readonly deadline: number;
}

/** Judges one rollout of the query it was prepared for. `eachRollout` makes a `PreparedTool` of it. */
export type RewardFunction = (rollout: ToolRollout, context: ScoreContext) => Verdict | Promise<Verdict>;

/** A tool that is ready for the rollouts of one query. */
export interface PreparedTool {
  /**
   * @param rollouts of one query, at most as many as the tool's `batch` allows
   * @returns one verdict for each rollout, in their order; what it throws fails all of them
   */
  score(
    rollouts: readonly ToolRollout[],
    context: ScoreContext,
  ): readonly Verdict[] | Promise<readonly Verdict[]>;
  /**
   * Why the tool cannot serve the query, whatever the response: set by `inapplicable`. A tool that learns it later, over a network,
   * gives a promise, of nothing where it can serve. `rlar check` reads it.
   */
  readonly inapplicable?: string | Promise<string | undefined>;
  /** Frees the resources of `prepare`. Called once, after the last batch. */
  close?(): void | Promise<void>;
}

/** Whether a tool can work now. If not, `reason` is a sentence for a person on what is missing. */
export type ToolHealth = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/**
 * One reward function of the library. `prepare` runs once per query and does what depends on the query alone (it parses
 * the reference, counts its n-grams). What it returns scores batches of rollouts. Same query, same options, same
 * rollouts: same verdicts. A query that the tool cannot serve gets `inapplicable(reason)`.
 */
export interface Tool {
  readonly declaration: ToolDeclaration;
  /** Which prompts the tool is for, where nothing else that a query carries says so. */
  readonly recogniser?: Recogniser;
  /** The options that an assignment may set. `makeTool` holds them to it. */
  readonly options?: z.ZodType;
  /**
   * Rollouts that one call of `score` takes; one where it is absent. `group`: all rollouts of the group at once, because
   * the verdict on one may depend on the others. Such verdicts are not cached.
   */
  readonly batch?: number | 'group';
  /** @param options the settings of the assignment, the same for all rollouts of the group */
  prepare(query: ToolQuery, options: JsonObject): PreparedTool;
  /**
   * Takes what the tool works with (processes, connections) and warms it up. Called once: by a server when it starts,
   * else before the first `prepare`. Where it throws, or takes longer than a minute, rollouts are `failed` with
   * RLAR_TOOL_UNHEALTHY until it has succeeded.
   */
  open?(): void | Promise<void>;
  /**
   * `open` takes long or much memory, such as one that loads a model. Commands that only list tools ask such a tool for its
   * `health` without opening it.
   */
  readonly heavy?: boolean;
  /** It runs programs in the sandbox: where processes of the role `sandbox` run them, the tool is run there. */
  readonly programs?: boolean;
  /**
   * Says whether the tool can work now, such as whether its endpoint answers. Asked before work, and again when the
   * answer is `healthMs` old or a call has failed. While it says no, the tool is not called: the rollouts of a group are
   * `failed` with RLAR_TOOL_UNHEALTHY and the reason. What it throws, and silence for five seconds, are a no.
   * @param signal is aborted when the answer comes too late
   */
  health?(signal: AbortSignal): ToolHealth | Promise<ToolHealth>;
  /** Frees the resources of `open` and of all calls: no process, thread or timer is left. */
  close?(): void | Promise<void>;
}
