import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { askServer } from './ask-server.ts';
import { type ServedModel, servedModel } from './served-model.ts';

/** The server of a reward model: a server at an address, or a worker that rlar started. */
export interface ScorerServer {
  /** For messages: an address, or what the worker runs. */
  readonly name: string;
  /**
   * Sends a request and reads the answer.
   * @throws RlarError RLAR_SCORER_UNREACHABLE, RLAR_SCORER_REFUSED, RLAR_SCORER_INVALID, RLAR_WORKER_FAILED and its like ·
   * InputRefused · the signal's reason
   */
  ask(path: string, body: object, signal: AbortSignal): Promise<unknown>;
  /** Asks the server which model it serves. */
  served(signal: AbortSignal): Promise<ServedModel>;
}

/** A server at an address. */
export function serverAt(
  spec: AdapterSpec,
  address: string,
  again: { readonly retries: number; readonly retryMs: number },
): ScorerServer {
  const url = address.replace(/\/+$/, '');
  return {
    name: url,
    ask: (path, body, signal) => askServer(url + path, body, { signal, ...again }),
    served: (signal) => servedModel(spec, url, { signal, retries: 0, retryMs: 0 }),
  };
}
