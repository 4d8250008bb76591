import { z } from 'zod';
import type { JsonObject } from '../../spec/json.ts';
import type { Step } from '../../spec/rollout.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import type { TraceEvent } from './trace.ts';

/** What a rule says of a trajectory. */
export type RuleOutcome =
  | { readonly ok: true }
  /** `at` is the event that broke it, null where it is what never came. */
  | { readonly ok: false; readonly at: number | null; readonly detail: string }
  /** Of a rule that grades. `steps`: the scores of the steps that it judges, by index. */
  | {
      readonly value: number;
      readonly detail: JsonObject;
      readonly steps?: ReadonlyMap<number, number>;
    }
  /** The rule cannot tell, and why. */
  | { readonly untold: string };

/** Looks at what happened, and at the steps that it happened in. */
export type Rule = (trace: readonly TraceEvent[], steps: readonly Step[]) => RuleOutcome;

/** Makes a rule of its arguments, or says what is wrong with them. */
export type RuleMaker = (kwargs: JsonObject, query: ToolQuery) => Rule | string;

export const KEPT: RuleOutcome = { ok: true };
export const broken = (at: number | null, detail: string): RuleOutcome => ({ ok: false, at, detail });

export function ruleOf<Settings>(
  schema: z.ZodType<Settings>,
  make: (settings: Settings, query: ToolQuery) => Rule | string,
): RuleMaker {
  return (kwargs, query) => {
    const parsed = schema.safeParse(kwargs);
    if (parsed.success) return make(parsed.data, query);
    const issue = parsed.error.issues[0]!;
    return [issue.path.join('.'), issue.message].filter((part) => part !== '').join(': ');
  };
}

/** @returns the value within 0 and 1 */
export function asShare(value: number): number {
  return Math.min(1, Math.max(0, value));
}

export const cost = z.number().min(0).max(1);
