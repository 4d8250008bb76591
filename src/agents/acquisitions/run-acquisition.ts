import type { Library } from '../../library/library.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import { noUsage, withAnswer } from '../../models/chat-usage.ts';
import { type Completer, type Completion, requestKey } from '../../models/completer.ts';
import { meteredChatModel } from '../../models/metered-chat-model.ts';
import type { Price } from '../../models/settings.ts';
import type { ChatUsage } from '../../spec/chat-usage.ts';
import { asRlarError } from '../../spec/errors.ts';
import type { EvidenceReport } from '../../spec/evidence.ts';
import { type JsonObject, jsonObject } from '../../spec/json.ts';
import type { AcquisitionHooks, AcquisitionOutcome } from '../code-agent/request.ts';
import type { AcquisitionEvent } from './acquisition-event.ts';
import type { AcquisitionFiles } from './acquisition-files.ts';
import type { AnyRequest } from './any-request.ts';
import { inFlightCompleter } from './in-flight-completer.ts';
import { NO_MODEL } from './no-model.ts';
import { noteOf } from './note-of.ts';
import { redact } from './redact.ts';
import type { AcquireSettings } from './settings.ts';
import type { AcquisitionState } from './state.ts';
import { StateWriter } from './state-writer.ts';
import type { TraceLine } from './trace.ts';
import { eventsOfTrace } from './trace-summary.ts';
import { tracedCompleter } from './traced-completer.ts';

/** What an agent gets beside its request and its model. */
interface AgentHooks extends Omit<AcquisitionHooks, 'onEvent' | 'signal'> {
  readonly onEvent: (event: AcquisitionEvent) => void;
  readonly signal: AbortSignal;
  /** The events of the attempts before this one. */
  readonly earlier: readonly AcquisitionEvent[];
}

/** The agent that the request is for. The model is null where none is configured. */
export type Acquire = (
  request: AnyRequest,
  model: ChatModel | null,
  hooks: AgentHooks,
) => Promise<AcquisitionOutcome>;

/** The context of one acquisition. */
export interface AcquisitionTools {
  readonly completer: Completer;
  readonly settings: AcquireSettings;
  readonly price?: Price;
  /** False keeps neither prompts nor samples. */
  readonly keepTexts: boolean;
  readonly library: Library;
  readonly acquire: Acquire;
  readonly keep: (outcome: AcquisitionOutcome, id: string) => Promise<void>;
}

interface Watch {
  /** After every event and every model call. */
  readonly onProgress?: (state: AcquisitionState, event: AcquisitionEvent | null) => void;
  /** Stops the acquisition. It can continue later. */
  readonly signal?: AbortSignal;
  /** Stops the acquisition because another process works on it. Nothing more is written. */
  readonly lost?: AbortSignal;
}

/**
 * Works on one acquisition until it has an outcome. Exchanges that an earlier attempt paid for are read from
 * the trace and count in the budget with their original cost.
 * @param before the state, as yet `queued`
 * @returns the final state, which also holds errors
 * @throws RLAR_DATABASE_UNREACHABLE and other errors of the store, where its steps can be kept no more
 */
export async function runAcquisition(
  files: AcquisitionFiles,
  before: AcquisitionState,
  request: AnyRequest,
  tools: AcquisitionTools,
  { onProgress, signal, lost }: Watch = {},
): Promise<AcquisitionState> {
  const trace = await files.openTrace(tools.keepTexts);
  const { earlier } = trace;
  const states = new StateWriter(files);
  const { completer, settings, price } = tools;
  const ending = new AbortController();
  const unkept = new AbortController();
  const stop = AbortSignal.any([
    ending.signal,
    unkept.signal,
    ...(signal ? [signal] : []),
    ...(lost ? [lost] : []),
  ]);
  lost?.addEventListener('abort', () => void trace.close());
  let state: AcquisitionState = { ...before, usage: usageOf(earlier, price) };
  const update = (change: Partial<AcquisitionState>, event: AcquisitionEvent | null = null): void => {
    if (ending.signal.aborted || lost?.aborted) return;
    state = { ...state, ...change, updated: Date.now() };
    states.put(state);
    onProgress?.(state, event);
  };
  const append = (entry: JsonObject): void =>
    void trace.append(entry).catch((thrown) => unkept.abort(thrown));
  const end = async (
    change: Pick<AcquisitionState, 'status' | 'note'> & Partial<AcquisitionState>,
  ): Promise<void> => {
    await trace.append({ type: 'end', status: change.status, note: change.note });
    update(change);
    await states.written();
  };
  const onPaid = (answer: Completion): void => update({ usage: withAnswer(state.usage, answer, price) });
  const questions = inFlightCompleter(tracedCompleter(stoppable(completer, stop), trace, onPaid));
  try {
    stop.throwIfAborted();
    const model: ChatModel = meteredChatModel(questions, {
      budget: settings,
      onUnfit: (requests) => append({ type: 'unfit', keys: requests.map((request) => requestKey(request)) }),
      ...(price && { price }),
    });
    append({ type: 'start', attempt: before.attempts + 1, model: completer.name });
    update({ status: 'running', note: 'started', model: completer.name, attempts: before.attempts + 1 });
    const onEvent = (event: AcquisitionEvent): void => {
      append({ type: 'event', event: jsonObject.parse(event) });
      update({ note: tools.keepTexts ? noteOf(event) : event.step }, event);
    };
    const { strategy, secondAuthor } = settings;
    const events = eventsOfTrace(earlier);
    const hooks = { onEvent, library: tools.library, strategy, secondAuthor, signal: stop, earlier: events };
    const outcome = await tools.acquire(request, completer === NO_MODEL ? null : model, hooks);
    lost?.throwIfAborted();
    await files.writeOutcome(tools.keepTexts ? outcome : redact(jsonObject.parse(outcome)));
    await tools.keep(outcome, before.id);
    if (outcome.outcome === 'admitted') {
      const { id, version } = outcome.record.declaration;
      const note = `${id}@${version}${doubtsOf(outcome.evidence)}`;
      await end({ status: 'admitted', note, tool: { id, version }, error: null });
    } else await end({ status: outcome.outcome, note: outcome.reason, error: null });
  } catch (thrown) {
    await questions.drain();
    if (unkept.signal.aborted) throw unkept.signal.reason;
    if (lost?.aborted) state = { ...state, status: 'interrupted', note: 'taken over elsewhere' };
    else if (signal?.aborted) await end({ status: 'interrupted', note: 'interrupted' });
    else {
      const { code, message } = asRlarError(thrown);
      await end({ status: 'failed', note: message, error: { code, message } });
    }
  } finally {
    ending.abort();
    await trace.close();
  }
  return state;
}

/** Pending questions are dropped when the acquisition ends. */
function stoppable(completer: Completer, stop: AbortSignal): Completer {
  return {
    name: completer.name,
    complete: async (request) => {
      stop.throwIfAborted();
      const signals = [stop, ...(request.signal ? [request.signal] : [])];
      return completer.complete({ ...request, signal: AbortSignal.any(signals) });
    },
  };
}

/** The spending of earlier attempts. */
function usageOf(trace: readonly TraceLine[], price: Price | undefined): ChatUsage {
  return trace
    .filter((line) => line.type === 'exchange')
    .reduce((usage, answer) => withAnswer(usage, answer, price), noUsage(price));
}

/** @returns why a tool is routed to only where a run allows provisional ones; nothing where it is not provisional */
function doubtsOf({ provisional, gates }: EvidenceReport): string {
  if (!provisional) return '';
  const open = gates.filter(({ outcome }) => outcome === 'not-applicable');
  const why = open.map(({ gate, name, reason }) => `${gate} ${name}: ${reason}`).join('; ');
  return `, provisional, routed to only where a run allows it (${why})`;
}
