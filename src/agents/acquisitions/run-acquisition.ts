import type { Library } from '../../library/library.ts';
import type { ChatModel, ChatUsage } from '../../models/chat-model.ts';
import { type Completer, requestKey } from '../../models/completer.ts';
import { completingModel } from '../../models/completing-model.ts';
import type { Price } from '../../models/settings.ts';
import { asRlarError } from '../../spec/errors.ts';
import { jsonObject } from '../../spec/json.ts';
import type {
  AcquisitionEvent,
  AcquisitionHooks,
  AcquisitionOutcome,
  AcquisitionRequest,
} from '../code-agent/request.ts';
import type { AcquisitionFolder } from './acquisition-folder.ts';
import { noteOf } from './note-of.ts';
import { redact } from './redact.ts';
import type { AcquireSettings } from './settings.ts';
import type { AcquisitionState } from './state.ts';
import { readTrace, Trace } from './trace.ts';
import { tracedCompleter } from './traced-completer.ts';

/** The code agent's `acquireTool`. */
export type Acquire = (
  request: AcquisitionRequest,
  model: ChatModel,
  hooks: AcquisitionHooks,
) => Promise<AcquisitionOutcome>;

/** What one acquisition works with. */
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
  readonly signal?: AbortSignal;
}

/**
 * Works on one acquisition until it has an outcome, in its locked folder. What an earlier attempt paid for comes out
 * of the trace and counts in the budget as when it was paid.
 * @param before the state, as yet `queued`
 * @returns the state it ends in; errors are in it
 */
export async function runAcquisition(
  folder: AcquisitionFolder,
  before: AcquisitionState,
  request: AcquisitionRequest,
  tools: AcquisitionTools,
  { onProgress, signal }: Watch = {},
): Promise<AcquisitionState> {
  const earlier = readTrace(folder.trace);
  const trace = new Trace(folder.trace, tools.keepTexts);
  let state = before;
  const update = (change: Partial<AcquisitionState>, event: AcquisitionEvent | null = null): void => {
    state = { ...state, ...change, updated: Date.now() };
    folder.writeState(state);
    onProgress?.(state, event);
  };
  const end = (change: Pick<AcquisitionState, 'status' | 'note'> & Partial<AcquisitionState>): void => {
    trace.append({ type: 'end', status: change.status, note: change.note });
    update(change);
  };
  try {
    const { completer, settings, price } = tools;
    signal?.throwIfAborted();
    const traced = tracedCompleter(stoppable(completer, signal), trace, earlier);
    const model: ChatModel = completingModel(traced, {
      budget: settings,
      onAnswer: () => update(spent()),
      onUnfit: (requests) => trace.append({ type: 'unfit', keys: requests.map(requestKey) }),
      ...(price && { price }),
    });
    const spent = (): { usage: ChatUsage } => ({ usage: most(before.usage, model.usage) });
    trace.append({ type: 'start', attempt: before.attempts + 1, model: completer.name });
    update({ status: 'running', note: 'started', model: completer.name, attempts: before.attempts + 1 });
    const onEvent = (event: AcquisitionEvent): void => {
      trace.append({ type: 'event', event: jsonObject.parse(event) });
      update({ ...spent(), note: tools.keepTexts ? noteOf(event) : event.step }, event);
    };
    try {
      const hooks = { onEvent, library: tools.library, ...(signal && { signal }) };
      const outcome = await tools.acquire(request, model, hooks);
      folder.writeOutcome(tools.keepTexts ? outcome : redact(jsonObject.parse(outcome)));
      await tools.keep(outcome, before.id);
      if (outcome.outcome === 'admitted') {
        const { id, version } = outcome.record.declaration;
        end({ ...spent(), status: 'admitted', note: `${id}@${version}`, tool: { id, version }, error: null });
      } else end({ ...spent(), status: outcome.outcome, note: outcome.reason, error: null });
    } catch (thrown) {
      update(spent());
      throw thrown;
    }
  } catch (thrown) {
    if (signal?.aborted) end({ status: 'interrupted', note: 'interrupted' });
    else {
      const { code, message } = asRlarError(thrown);
      end({ status: 'failed', note: message, error: { code, message } });
    }
  } finally {
    trace.close();
  }
  return state;
}

/** Every question is given up where the acquisition is. */
function stoppable(completer: Completer, signal: AbortSignal | undefined): Completer {
  if (!signal) return completer;
  return {
    name: completer.name,
    complete: async (request) => {
      signal.throwIfAborted();
      const signals = [signal, ...(request.signal ? [request.signal] : [])];
      return completer.complete({ ...request, signal: AbortSignal.any(signals) });
    },
  };
}

/** While an attempt replays, what was spent before stands; it comes out of the trace again. */
function most(before: ChatUsage, now: ChatUsage): ChatUsage {
  return now.calls >= before.calls ? now : before;
}
