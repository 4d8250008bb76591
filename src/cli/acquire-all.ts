import type { AnyRequest } from '../agents/acquisitions/any-request.ts';
import { type AcquiringConfig, openAcquisitions } from '../agents/acquisitions/open-acquisitions.ts';
import type { AcquisitionState } from '../agents/acquisitions/state.ts';
import type { Library } from '../library/library.ts';
import { acquisitionView } from './acquisition-view.ts';
import { EXIT } from './exit.ts';

/** The work of the command: requests, or the id of an acquisition to continue. */
export type Wanted = { readonly requests: readonly AnyRequest[] } | { readonly resume: string };

/**
 * Acquires in this process, with a view of the progress; Ctrl-C stops where it stands, and the same command goes on.
 * @returns the final states of the acquisitions
 * @throws RlarError RLAR_MODEL_MISSING, RLAR_ACQUISITION_RUNNING
 */
export async function acquireAll(
  config: AcquiringConfig,
  library: () => Library | Promise<Library>,
  wanted: Wanted,
): Promise<AcquisitionState[]> {
  const view = acquisitionView();
  const acquisitions = openAcquisitions(config, library, view);
  const stop = (): void => {
    process.stderr.write('\nstopping; the same command goes on from here\n');
    void acquisitions.close();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, stop);
  try {
    const running =
      'resume' in wanted
        ? [await acquisitions.resume(wanted.resume)]
        : await Promise.all(wanted.requests.map((request) => acquisitions.request(request)));
    const ids = new Map(running.map((entry) => [entry.id, entry.done]));
    return await Promise.all(ids.values());
  } finally {
    for (const signal of signals) process.off(signal, stop);
    await acquisitions.close();
    view.stop();
  }
}

/** @returns the exit code: 0 where each has an answer, be it a refusal; 130 where one was interrupted; else 1 */
export function exitOf(states: readonly AcquisitionState[]): number {
  if (states.some(({ status }) => status === 'interrupted')) return EXIT.interrupted;
  return states.some(({ status }) => status === 'failed') ? EXIT.error : EXIT.ok;
}
