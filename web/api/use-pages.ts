import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from './client.ts';

interface Page<Row> {
  readonly items: readonly Row[];
  readonly next: string | null;
  readonly found?: number | null;
}

export interface Pages<Row> {
  readonly rows: readonly Row[];
  /** Number of all rows, where the server counts them; that of the rows at hand where they are all. */
  readonly total: number | null;
  readonly first: boolean;
  readonly error: ApiError | null;
  readonly reload: () => void;
  /** Loads the next page, unless it is on its way or there is none. */
  readonly more: () => void;
}

interface State<Row> extends Omit<Pages<Row>, 'reload' | 'more'> {
  readonly next: string | null;
}

const nothing = { rows: [], total: null, next: null, first: true, error: null };

/**
 * A list that is loaded page by page.
 * @param key what the list depends on; a new one begins a new list
 * @param load loads the page at a cursor; the first for null
 */
export function usePages<Row>(
  key: string,
  load: (cursor: string | null, signal: AbortSignal) => Promise<Page<Row>>,
): Pages<Row> {
  const [state, setState] = useState<State<Row>>(nothing);
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  const busy = useRef<AbortController | null>(null);
  const read = (cursor: string | null, before: readonly Row[]): void => {
    const ending = new AbortController();
    busy.current = ending;
    latest.current(cursor, ending.signal).then(
      ({ items, next, found }) => {
        if (ending.signal.aborted) return;
        busy.current = null;
        const rows = [...before, ...items];
        setState({
          rows,
          next,
          total: found ?? (next === null ? rows.length : null),
          first: false,
          error: null,
        });
      },
      (thrown: unknown) => {
        if (ending.signal.aborted) return;
        busy.current = null;
        const error = thrown instanceof ApiError ? thrown : new ApiError(0, 'page', String(thrown));
        setState((now) => ({ ...now, first: false, next: null, error }));
      },
    );
  };
  useEffect(() => {
    setState((now) => ({ ...now, first: true, error: null }));
    read(null, []);
    return () => busy.current?.abort();
  }, [key, round]);
  const more = (): void => {
    if (busy.current === null && state.next !== null) read(state.next, state.rows);
  };
  const { next: _, ...shown } = state;
  return { ...shown, reload: () => setRound((count) => count + 1), more };
}
