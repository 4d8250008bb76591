import { z } from 'zod';
import { canonicalJson } from '../../../spec/canonical-json.ts';
import { type EventPattern, eventPattern, isMeant } from '../event-pattern.ts';
import { ruleOf } from '../outcome.ts';
import { plainText, type TraceEvent } from '../trace.ts';

type Condition =
  | { readonly happens: EventPattern }
  | { readonly happened: EventPattern }
  | { readonly fails: readonly string[] }
  | { readonly loop: true }
  | { readonly learns: true }
  | { readonly not: Condition }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };
type Tree = number | { readonly if: Condition; readonly yes: Tree; readonly no: Tree };

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ happens: eventPattern }),
    z.strictObject({ happened: eventPattern }),
    z.strictObject({ fails: z.array(z.string().min(1)).min(1).max(50) }),
    z.strictObject({ loop: z.literal(true) }),
    z.strictObject({ learns: z.literal(true) }),
    z.strictObject({ not: condition }),
    z.strictObject({ all: z.array(condition).min(1).max(20) }),
    z.strictObject({ any: z.array(condition).min(1).max(20) }),
  ]),
);
const tree: z.ZodType<Tree> = z.lazy(() =>
  z.union([z.number().min(0).max(1), z.strictObject({ if: condition, yes: tree, no: tree })]),
);

/** Nodes of a tree, and steps that it is asked about. */
const MOST_NODES = 200;
const MOST_STEPS = 500;

/**
 * Progress by a decision tree: for each step of the policy the tree says, from what happened in the step, how far the task is. From “OpAgent” (2026),
 * whose hybrid reward has a rule-based decision tree for progress beside a judge of the outcome. We know it by its abstract: the conditions are
 * ours. The judge of the outcome is another tool.
 */
export const progressTree = ruleOf(
  z.strictObject({ tree, final: z.enum(['last', 'mean', 'highest']).default('last') }),
  ({ tree: root, final }) => {
    if (JSON.stringify(root).split('"if"').length > MOST_NODES)
      return `a tree has at most ${MOST_NODES} nodes`;
    return (trace, steps) => {
      const own = [...new Set(trace.flatMap((event) => (byPolicy(event) ? [event.step] : [])))];
      if (own.length > MOST_STEPS) return { untold: `more than ${MOST_STEPS} steps of the policy` };
      const leaves = new Map(own.map((step) => [step, leafOf(root, momentOf(trace, step))] as const));
      const values = [...leaves.values()];
      const value = { last: values.at(-1), mean: mean(values), highest: Math.max(0, ...values) }[final] ?? 0;
      const scores = new Map<number, number>();
      let now = 0;
      for (const step of steps.keys()) {
        now = leaves.get(step) ?? now;
        scores.set(step, now);
      }
      return { value, detail: { leaves: values.slice(0, 50) }, steps: scores };
    };
  },
);

interface Moment {
  /** What the policy did in the step, and what came back to its calls. */
  readonly now: readonly TraceEvent[];
  readonly before: readonly TraceEvent[];
}

function byPolicy({ what }: TraceEvent): boolean {
  return what === 'call' || what === 'said';
}

function momentOf(trace: readonly TraceEvent[], step: number): Moment {
  const isNow = (event: TraceEvent): boolean =>
    event.what === 'result' ? (event.of?.step ?? event.step) === step : event.step === step;
  return { now: trace.filter(isNow), before: trace.filter((event) => event.step < step && !isNow(event)) };
}

function leafOf(node: Tree, moment: Moment): number {
  let at = node;
  while (typeof at !== 'number') at = holds(at.if, moment) ? at.yes : at.no;
  return at;
}

function holds(asked: Condition, moment: Moment): boolean {
  const { now, before } = moment;
  if ('happens' in asked) return now.some((event) => isMeant(event, asked.happens));
  if ('happened' in asked) return [...before, ...now].some((event) => isMeant(event, asked.happened));
  if ('fails' in asked) return now.some((event) => failed(event, asked.fails));
  if ('loop' in asked) return repeats(now, before);
  if ('learns' in asked) return learns(now, before);
  if ('not' in asked) return !holds(asked.not, moment);
  return 'all' in asked
    ? asked.all.every((one) => holds(one, moment))
    : asked.any.some((one) => holds(one, moment));
}

function failed(event: TraceEvent, words: readonly string[]): boolean {
  return event.what === 'result' && words.some((word) => event.text.includes(plainText(word)));
}

/** Whether a call of the step was made before, or twice in it. */
function repeats(now: readonly TraceEvent[], before: readonly TraceEvent[]): boolean {
  const seen = new Set(before.flatMap(keyOf));
  return now.flatMap(keyOf).some((key) => seen.size === seen.add(key).size);
}

/** Whether a result came back that none before was like. */
function learns(now: readonly TraceEvent[], before: readonly TraceEvent[]): boolean {
  const known = new Set(before.flatMap((event) => (event.what === 'result' ? [event.text] : [])));
  return now.some((event) => event.what === 'result' && !known.has(event.text));
}

function keyOf(event: TraceEvent): string[] {
  return event.what === 'call' ? [`${event.name} ${canonicalJson(event.arguments)}`] : [];
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
