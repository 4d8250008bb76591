import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from './client.ts';

export interface Loaded<Data> {
  /** The newest answer; that of the address before while the next is on its way. */
  readonly data: Data | null;
  readonly error: ApiError | null;
  readonly loading: boolean;
  /** Asks again; what is on screen stays meanwhile. */
  readonly reload: () => void;
}

/**
 * Loads data for a view, and again when `key` changes. A load that is no longer wanted is aborted.
 * @param key what the data depend on; null loads nothing
 */
export function useData<Data>(
  key: string | null,
  load: (signal: AbortSignal) => Promise<Data>,
): Loaded<Data> {
  const [state, setState] = useState<{
    key: string | null;
    data: Data | null;
    error: ApiError | null;
    loading: boolean;
  }>({ key: null, data: null, error: null, loading: key !== null });
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    if (key === null) return undefined;
    const ending = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    latest.current(ending.signal).then(
      (data) => {
        if (!ending.signal.aborted) setState({ key, data, error: null, loading: false });
      },
      (thrown: unknown) => {
        if (ending.signal.aborted) return;
        const error = thrown instanceof ApiError ? thrown : new ApiError(0, 'page', String(thrown));
        setState((before) => ({ key, data: before.key === key ? before.data : null, error, loading: false }));
      },
    );
    return () => ending.abort();
  }, [key, round]);
  return { ...state, reload: () => setRound((count) => count + 1) };
}
