import type { HomeFiles } from '../../store/home-files.ts';
import { isHeld, type Job, type Jobs } from '../../store/jobs.ts';
import { openHomeFiles, openJobs } from '../../store/open-registry.ts';
import { thenClose } from '../../store/then-close.ts';
import { AcquisitionFiles, allStates } from './acquisition-files.ts';
import type { AcquisitionState } from './state.ts';

/** The kind of the jobs of acquisitions. */
export const ACQUISITION = 'acquisition';

/** What is read of the acquisitions of a home: one that nobody works on any more stands as `interrupted`. */
export class RecordedAcquisitions {
  readonly files: HomeFiles;
  readonly jobs: Jobs;

  constructor(files: HomeFiles, jobs: Jobs) {
    this.files = files;
    this.jobs = jobs;
  }

  /** @returns all of them, the newest first */
  async list(): Promise<AcquisitionState[]> {
    const known = new Map((await this.jobs.list(ACQUISITION)).map((job) => [job.id, job]));
    const states = await allStates(this.files);
    return states
      .map((state) => asHeld(state, known.get(state.id)))
      .sort((left, right) => right.created - left.created);
  }

  /** @returns null where there is none */
  async get(id: string): Promise<AcquisitionState | null> {
    const state = await this.of(id).state();
    return state && asHeld(state, (await this.jobs.get(id)) ?? undefined);
  }

  /** @returns request and trace of one. @throws RLAR_NOT_FOUND where the id is none */
  of(id: string): Pick<AcquisitionFiles, 'state' | 'request' | 'trace'> {
    return new AcquisitionFiles(this.files, id);
  }

  async close(): Promise<void> {
    await Promise.all([this.jobs.close(), this.files.close()]);
  }
}

/** Opens what is recorded of the acquisitions of a home. */
export async function openRecordedAcquisitions(home: string): Promise<RecordedAcquisitions> {
  const files = await openHomeFiles(home);
  try {
    return new RecordedAcquisitions(files, await openJobs(home));
  } catch (thrown) {
    await files.close();
    throw thrown;
  }
}

/** Opens what is recorded, calls `use`, and closes it. */
export function withRecordedAcquisitions<Answer>(
  home: string,
  use: (recorded: RecordedAcquisitions) => Promise<Answer>,
): Promise<Answer> {
  return thenClose(openRecordedAcquisitions(home), use);
}

function asHeld(state: AcquisitionState, job: Job | undefined): AcquisitionState {
  const isWorking = state.status === 'running' || state.status === 'queued';
  return isWorking && !(job && isHeld(job)) ? { ...state, status: 'interrupted' } : state;
}
