import { type AcquisitionEvent, acquisitionEvent } from './acquisition-event.ts';
import type { TraceLine } from './trace.ts';

type Exchange = Extract<TraceLine, { type: 'exchange' }>;
export type Step<Name extends AcquisitionEvent['step']> = Extract<AcquisitionEvent, { step: Name }>;

/** The model calls for one purpose. */
interface PurposeCost {
  readonly purpose: string;
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly ms: number;
}

/** A trace taken apart, for those who show it. */
export interface TraceSummary {
  /** Events of the last attempt. They are complete, because each attempt repeats the earlier events from the trace. */
  readonly events: readonly AcquisitionEvent[];
  /** Exchanges of all attempts. */
  readonly exchanges: readonly Exchange[];
  readonly costs: readonly PurposeCost[];
}

export function summarize(trace: readonly TraceLine[]): TraceSummary {
  const lastStart = trace.findLastIndex((line) => line.type === 'start');
  const events = eventsOfTrace(trace.slice(Math.max(0, lastStart)));
  const exchanges = trace.filter((line) => line.type === 'exchange');
  const costs = new Map<string, PurposeCost>();
  for (const { purpose, inputTokens, outputTokens, ms } of exchanges) {
    const before = costs.get(purpose) ?? { purpose, calls: 0, inputTokens: 0, outputTokens: 0, ms: 0 };
    costs.set(purpose, {
      purpose,
      calls: before.calls + 1,
      inputTokens: before.inputTokens + inputTokens,
      outputTokens: before.outputTokens + outputTokens,
      ms: before.ms + ms,
    });
  }
  return { events, exchanges, costs: [...costs.values()] };
}

/** @returns the events among the lines of a trace, in order */
export function eventsOfTrace(trace: readonly TraceLine[]): AcquisitionEvent[] {
  return trace.flatMap((line): AcquisitionEvent[] => {
    if (line.type !== 'event') return [];
    const event = acquisitionEvent.safeParse(line.event);
    return event.success ? [event.data] : [];
  });
}

/** @returns the events of one sort, in order */
export function eventsOf<Name extends AcquisitionEvent['step']>(
  events: readonly AcquisitionEvent[],
  step: Name,
): Step<Name>[] {
  return events.filter((event): event is Step<Name> => event.step === step);
}
