import type { Completer, Completion, CompletionRequest } from '../../models/completer.ts';

interface InFlightCompleter extends Completer {
  /** Takes no more questions, and waits for the pending answers, because they are already paid for. */
  drain(): Promise<void>;
}

/** Counts the pending questions. */
export function inFlightCompleter(inner: Completer): InFlightCompleter {
  const open = new Set<Promise<Completion>>();
  let closed = false;
  return {
    name: inner.name,
    complete: async (request: CompletionRequest): Promise<Completion> => {
      if (closed) throw new DOMException('the acquisition has ended', 'AbortError');
      const asked = inner.complete(request);
      open.add(asked);
      try {
        return await asked;
      } finally {
        open.delete(asked);
      }
    },
    drain: async () => {
      closed = true;
      await Promise.allSettled(open);
    },
  };
}
