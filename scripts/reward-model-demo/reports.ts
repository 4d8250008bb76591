import { z } from 'zod';
import type { Said } from './commands.ts';

const share = z.object({ value: z.number(), low: z.number(), high: z.number(), of: z.number() });
const gate = z.looseObject({
  gate: z.string(),
  outcome: z.string(),
  reason: z.string().optional(),
  shares: z.record(z.string(), share).optional(),
});
const acquisition = z.looseObject({
  id: z.string(),
  status: z.string(),
  note: z.string(),
  tool: z.object({ id: z.string() }).nullable(),
  usage: z.looseObject({ calls: z.number() }),
});
const acquisitions = z.object({ acquisitions: z.tuple([acquisition]) });
const card = z.object({ evidence: z.object({ admitted: z.boolean(), gates: z.array(gate) }) });
const event = z.looseObject({
  step: z.string(),
  candidate: z.string().optional(),
  report: gate.optional(),
  model: z.string().optional(),
  admitted: z.boolean().optional(),
  reason: z.string().optional(),
  refused: z.array(z.object({ id: z.string(), code: z.string(), why: z.string() })).optional(),
});
const traced = z.object({ trace: z.array(z.looseObject({ event: event.optional() })) });

/** @returns the events of an acquisition that `rlar acquisitions show --json` printed */
export function eventsOf(said: Said): z.infer<typeof event>[] {
  return traced.parse(jsonOf(said)).trace.flatMap(({ event: one }) => one ?? []);
}

/** @returns the acquisition that a command printed. @throws what it said instead */
export function acquired(said: Said): [z.infer<typeof acquisition>] {
  return acquisitions.parse(jsonOf(said)).acquisitions;
}

/** @returns whether a deployed model was admitted, and why not */
export function deployed(said: Said): { readonly admitted: boolean; readonly reason: string } {
  const { admitted, gates } = card.parse(jsonOf(said)).evidence;
  const failed = gates.find(({ outcome }) => outcome === 'failed');
  return { admitted, reason: failed ? `${failed.gate}: ${failed.reason ?? ''}` : '' };
}

/** @returns how many held-out pairs a model ordered right, in words */
export function accuracyOf(events: ReturnType<typeof eventsOf>, model: string): string {
  const reports = events.filter(({ candidate }) => candidate === model);
  const pairs = reports.map(({ report }) => report?.shares?.pairs).find((found) => found !== undefined);
  if (!pairs) return 'no pairs were asked';
  const [value, low, high] = [pairs.value, pairs.low, pairs.high].map(
    (part) => `${(100 * part).toFixed(1)} %`,
  );
  return `right on ${value} of ${pairs.of} held-out pairs (95 % interval ${low} to ${high})`;
}

/** @returns who gave a second opinion on a model, in words */
export function opinionOf(events: ReturnType<typeof eventsOf>, model: string): string {
  const found = events.findLast(({ candidate, report }) => candidate === model && report?.gate === 'G7');
  return `second opinion ${found?.report?.outcome ?? 'not asked'}: ${found?.report?.reason ?? ''}`;
}

/** @returns the rewards among lines of `rlar score --out -`, in order */
export function rewardsOf(lines: string): (number | null)[] {
  return [...lines.matchAll(/"reward":(null|-?[\d.]+)/g)].map(([, value]) =>
    value === 'null' ? null : Number(value),
  );
}

function jsonOf({ out, err }: Said): unknown {
  if (!out.startsWith('{')) throw new Error(err);
  return JSON.parse(out);
}
