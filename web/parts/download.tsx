import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { ApiError, ask } from '../api/client.ts';
import { Failure } from './states.tsx';

interface DownloadProps {
  /** What is asked of the server, such as `v1/feedback?as=rows`. */
  readonly path: string;
  /** The name of the file. */
  readonly name: string;
  readonly children: ComponentChildren;
}

/** A button that saves an answer of the server as a file. A link could not send the token. */
export function Download({ path, name, children }: DownloadProps) {
  const [error, setError] = useState<ApiError | null>(null);
  const save = async (): Promise<void> => {
    setError(null);
    try {
      const address = URL.createObjectURL(await (await ask(path)).blob());
      const anchor = Object.assign(document.createElement('a'), { href: address, download: name });
      anchor.click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    } catch (thrown) {
      setError(thrown instanceof ApiError ? thrown : new ApiError(0, 'page', String(thrown)));
    }
  };
  return (
    <>
      <button type="button" class="quiet" onClick={() => void save()}>
        {children}
      </button>
      {error && <Failure error={error} />}
    </>
  );
}
