import type { ComponentChildren } from 'preact';
import type { ApiError } from '../api/client.ts';

/** Says that data are on their way; the text is seen only where that takes long. */
export function Loading() {
  return (
    <p class="state loading" role="status">
      Loading…
    </p>
  );
}

/** An error in words, with what to do about it. */
export function Failure({ error, retry }: { readonly error: ApiError; readonly retry?: () => void }) {
  return (
    <div class="state failure" role="alert">
      <strong>{error.message}</strong> <code>{error.code}</code>
      {error.remedy && <p>{error.remedy}</p>}
      {retry && (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** Says that there is nothing to show, and what would bring something. */
export function NothingHere({
  what,
  children,
}: {
  readonly what: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="state nothing">
      <p>{what}</p>
      {children}
    </div>
  );
}

interface LoadedProps<Data> {
  readonly from: { readonly data: Data | null; readonly error: ApiError | null; readonly reload: () => void };
  readonly children: (data: Data) => ComponentChildren;
}

/** What was loaded, or why it is not there. Data stay on screen while newer ones are loaded. */
export function Loaded<Data>({ from, children }: LoadedProps<Data>) {
  return (
    <>
      {from.error && <Failure error={from.error} retry={from.reload} />}
      {from.data !== null ? children(from.data) : !from.error && <Loading />}
    </>
  );
}
