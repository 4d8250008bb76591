import { useEffect, useState } from 'preact/hooks';
import { get } from './client.ts';
import type { ServerEvent } from './events-of.ts';
import type { EvolutionEvent, EvolutionNow } from './types.ts';

interface Alarms {
  /** The oldest first. */
  readonly alarms: readonly EvolutionEvent[];
  /** Hears an event of `v1/live`: a new alarm is added. */
  readonly hear: (event: ServerEvent) => void;
}

/** The alarms of the loop. A server without a loop has none. */
export function useAlarms(): Alarms {
  const [alarms, setAlarms] = useState<readonly EvolutionEvent[]>([]);
  const add = (found: readonly EvolutionEvent[]): void =>
    setAlarms((before) => [
      ...before,
      ...found.filter(({ number }) => !before.some((known) => known.number === number)),
    ]);
  useEffect(() => {
    get<EvolutionNow>('v1/evolution').then(
      (loop) => add(loop.alarms),
      () => {},
    );
  }, []);
  return {
    alarms,
    hear: ({ event, data }) => {
      if (event === 'alarm') add([JSON.parse(data) as EvolutionEvent]);
    },
  };
}
