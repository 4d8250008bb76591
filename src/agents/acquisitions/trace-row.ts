import type { JsonObject } from '../../spec/json.ts';
import { type AnyRequest, isForModel } from './any-request.ts';
import type { AcquisitionState } from './state.ts';
import type { TraceLine } from './trace.ts';
import { eventsOf, summarize } from './trace-summary.ts';

interface Parts {
  readonly state: AcquisitionState;
  /** Null where texts are not kept. */
  readonly request: AnyRequest | null;
  readonly trace: readonly TraceLine[];
}

/**
 * One acquisition as a row of a data set, from which a model can learn to design rewards: what was asked, the design, each
 * candidate with its gates and the counter-examples that went back, the outcome, and where all of it comes from.
 * @param withExchanges also what the models were asked and what they answered
 */
export function traceRow({ state, request, trace }: Parts, withExchanges: boolean): JsonObject {
  const { events, exchanges, costs } = summarize(trace);
  const gates = eventsOf(events, 'gate');
  const rounds = eventsOf(events, 'round');
  const candidates = eventsOf(events, 'candidate').map(({ candidate, language, sources }) => {
    const round = rounds.find((one) => one.candidate === candidate);
    return {
      candidate,
      language,
      sources,
      gates: gates
        .filter((one) => one.candidate === candidate)
        .map(({ phase, report }) => ({ phase, report })),
      round: round?.round ?? null,
      merit: round?.merit ?? null,
      failing: round?.failing ?? null,
      counterExamples: round?.counterExamples ?? null,
    };
  });
  const models = [...new Set(exchanges.map(({ model }) => model))];
  const row = {
    id: state.id,
    target: state.target,
    request: request && withoutSettings(request),
    notes: eventsOf(events, 'notes')[0]?.notes ?? [],
    design: eventsOf(events, 'design')[0] ?? null,
    candidates,
    dropped: eventsOf(events, 'dropped'),
    models: eventsOf(events, 'chosen')[0] ?? null,
    tried: eventsOf(events, 'tried'),
    modelGates: candidates.length > 0 ? [] : gates,
    frozen: eventsOf(events, 'frozen')[0] ?? null,
    outcome: { status: state.status, note: state.note, tool: state.tool },
    cost: { usage: state.usage, byPurpose: costs },
    provenance: { models, created: state.created, updated: state.updated, attempts: state.attempts },
    ...(withExchanges && {
      exchanges: exchanges.map(({ purpose, request: asked, text, model }) => ({
        purpose,
        asked,
        text,
        model,
      })),
    }),
  };
  return JSON.parse(JSON.stringify(row));
}

/** The choice of models depends on settings of a machine, which are no part of what was asked. */
function withoutSettings(request: AnyRequest): object {
  if (!isForModel(request)) return request;
  const { settings: _settings, folder: _folder, ...asked } = request;
  return asked;
}
