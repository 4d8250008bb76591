import { signal as stateOf } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { ApiError, ask } from './client.ts';
import { isCopy } from './copy.ts';
import { eventsOf, type ServerEvent } from './events-of.ts';

/** Whether the server does not answer: then what is on screen may be old. */
export const serverLost = stateOf(false);

/** Milliseconds before a lost stream is opened again; doubled at each try, up to the most. */
const FIRST_WAIT_MS = 1_000;
const MOST_WAIT_MS = 30_000;

/**
 * Reads server-sent events until the signal aborts, and opens the stream again when it is lost. `EventSource` cannot send a
 * token in a header, so the stream is read with `fetch`.
 */
export async function readEvents(
  path: string,
  { signal, onEvent }: { readonly signal: AbortSignal; readonly onEvent: (event: ServerEvent) => void },
): Promise<void> {
  if (isCopy) return;
  let last = '';
  for (let wait = FIRST_WAIT_MS; !signal.aborted; wait = Math.min(2 * wait, MOST_WAIT_MS)) {
    try {
      const response = await ask(path, { signal, headers: last === '' ? {} : { 'last-event-id': last } });
      serverLost.value = false;
      for await (const event of eventsOf(piecesOf(response))) {
        wait = FIRST_WAIT_MS;
        last = event.id || last;
        onEvent(event);
      }
    } catch (thrown) {
      // The stream is lost, or was never there; the next try says so again.
      if (!signal.aborted && thrown instanceof ApiError && thrown.status === 0) serverLost.value = true;
    }
    await pause(wait, signal);
  }
}

async function* piecesOf({ body }: Response): AsyncGenerator<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) return;
    yield decoder.decode(value, { stream: true });
  }
}

/** Reads events for as long as a view is on screen. */
export function useEvents(path: string | null, onEvent: (event: ServerEvent) => void): void {
  const latest = useRef(onEvent);
  latest.current = onEvent;
  useEffect(() => {
    if (path === null) return undefined;
    const ending = new AbortController();
    void readEvents(path, { signal: ending.signal, onEvent: (event) => latest.current(event) });
    return () => ending.abort();
  }, [path]);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
