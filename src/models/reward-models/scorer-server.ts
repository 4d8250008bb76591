import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { RlarError } from '../../spec/errors.ts';
import type { ToolHealth } from '../../spec/tool.ts';
import type { ServerSign } from './adaptive-queue.ts';
import { askServer } from './ask-server.ts';
import { type BreakerSettings, CircuitBreaker } from './circuit-breaker.ts';
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
  ask(path: string, body: object, signal: AbortSignal, note?: (sign: ServerSign) => void): Promise<unknown>;
  /** Asks the server which model it serves. */
  served(signal: AbortSignal): Promise<ServedModel>;
}

/** A server that rlar runs itself. */
export interface RunServer extends ScorerServer {
  /** @returns whether it runs, or could be started as far as can be seen without starting it */
  health(): ToolHealth | Promise<ToolHealth>;
  /** Starts it where it does not run. @throws RLAR_WORKER_FAILED and its like */
  warm(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

interface AddressSettings {
  readonly retries: number;
  readonly retryMs: number;
  /** Milliseconds of one request. */
  readonly callMs: number;
  readonly breaker?: BreakerSettings;
}

/**
 * A server at an address. Its key comes from the environment, by the name that the adapter gives.
 * @throws RLAR_SCORER_REFUSED, when it is asked, where the environment has no such key
 */
export function serverAt(spec: AdapterSpec, address: string, settings: AddressSettings): ScorerServer {
  const { retries, retryMs, callMs } = settings;
  const url = address.replace(/\/+$/, '');
  const breaker = new CircuitBreaker(url, settings.breaker);
  const key = () => keyOf(spec, url);
  return {
    name: url,
    ask: (path, body, signal, note) =>
      breaker.through(async () =>
        askServer(url + path, body, { signal, retries, retryMs, callMs, key: key(), ...(note && { note }) }),
      ),
    served: async (signal) => servedModel(spec, url, { signal, retries: 0, retryMs: 0, key: key() }),
  };
}

function keyOf({ apiKey }: AdapterSpec, url: string): string | undefined {
  if (apiKey === undefined) return undefined;
  const key = process.env[apiKey];
  if (key) return key;
  throw new RlarError(
    'RLAR_SCORER_REFUSED',
    `${url}: the environment has no ${apiKey}, which the adapter names as its key`,
  );
}
