import type { JsonObject, JsonValue } from './json.ts';
import type { Constraint, LanguagePair, Message, ToolCall } from './query.ts';
import type { RolloutMeta, Step } from './rollout.ts';
import type { ToolDeclaration } from './tool-card.ts';
import type { Verdict } from './verdict.ts';

/** What a tool sees of a query: everything but labels and hints. */
export interface ToolQuery {
  /** The text of the last user message; '' where there is none. */
  readonly prompt: string;
  readonly messages: readonly Message[];
  /** Alternatives: any one of them is a right answer. */
  readonly references: readonly string[];
  readonly constraints: readonly Constraint[];
  readonly tests?: JsonValue;
  readonly schema?: JsonObject;
  readonly expectedCalls?: readonly ToolCall[];
  readonly languages?: LanguagePair;
}

/** Where in a prompt something is asked for: first character, and the one behind the last. */
export type Span = readonly [start: number, end: number];

/** Programs over the prompt alone, in the sandbox. */
export interface Recogniser {
  /** @returns the spans of the prompt that ask for what the tool checks; empty where it does not */
  recognise(prompt: string): Promise<readonly Span[]>;
  /** @returns the constraint's arguments as the prompt states them; null where they cannot be read. Of constraint tools alone. */
  extract?(prompt: string): Promise<JsonObject | null>;
  /** Calls so far, how many of them threw, were late or returned something else, and the last such reason. */
  readonly trouble?: { readonly calls: number; readonly failures: number; readonly last: string | null };
}

/** What a tool sees of a rollout. */
export interface ToolRollout {
  readonly text: string;
  readonly steps?: readonly Step[];
  /** What the row held beside the query. Only tools that read it are given it, so that no other can depend on it. */
  readonly meta?: RolloutMeta;
}

/** Judges one rollout of the query it was prepared for. */
export type RewardFunction = (rollout: ToolRollout) => Verdict | Promise<Verdict>;

/**
 * One reward function of the library. `prepare` runs once per query, so whatever depends on the query alone (parsing
 * the reference, counting its n-grams) is done there; the function it returns runs once per rollout of the group.
 * Both must be pure: same query, same rollout, same verdict. A query that the tool cannot serve at all is answered by
 * a function that always returns `unscored`.
 */
export interface Tool {
  readonly declaration: ToolDeclaration;
  /** Which prompts the tool is for; of tools that agents wrote, whose kind or sort of constraint nobody else knows. */
  readonly recogniser?: Recogniser;
  /** @param options the settings of the assignment, the same for all rollouts of the group */
  prepare(query: ToolQuery, options: JsonObject): RewardFunction;
  /**
   * Where a rollout's value may depend on the others of its group: judges all of them in one call, one verdict each, in
   * their order. Asked in place of `prepare`'s function where rollouts are scored; its verdicts are not kept.
   */
  prepareGroup?(
    query: ToolQuery,
    options: JsonObject,
  ): (rollouts: readonly ToolRollout[]) => Promise<readonly Verdict[]>;
}
