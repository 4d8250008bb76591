import { useEffect, useRef } from 'preact/hooks';
import { useEvents } from './events.ts';
import type { ServerEvent } from './events-of.ts';

/** Milliseconds between two looks at what changed, however often it changes. */
const APART_MS = 2_000;

/**
 * Keeps a view up to date: asks again when the ledger grew, at most every two seconds, and not while the page is hidden.
 * @param reload asks again
 * @param also hears every event
 */
export function useLive(reload: () => void, also?: (event: ServerEvent) => void): void {
  const state = useRef({ seen: new Set<string>(), timer: 0, last: 0, wanted: false });
  const latest = useRef(reload);
  latest.current = reload;
  const ask = (): void => {
    const { current } = state;
    if (document.hidden) {
      current.wanted = true;
      return;
    }
    if (current.timer !== 0) return;
    const wait = Math.max(0, current.last + APART_MS - Date.now());
    current.timer = window.setTimeout(() => {
      current.timer = 0;
      current.last = Date.now();
      latest.current();
    }, wait);
  };
  useEvents('v1/live', (event) => {
    also?.(event);
    if (event.event !== 'ledger' && event.event !== 'library') return;
    // The first of each sort says how things stand, which is what the view shows.
    const { seen } = state.current;
    if (seen.has(event.event)) ask();
    else seen.add(event.event);
  });
  useEffect(() => {
    const shown = (): void => {
      const { current } = state;
      if (!document.hidden && current.wanted) {
        current.wanted = false;
        ask();
      }
    };
    document.addEventListener('visibilitychange', shown);
    return () => {
      document.removeEventListener('visibilitychange', shown);
      clearTimeout(state.current.timer);
    };
  }, []);
}
