import { isHeld, type Job, type Jobs } from '../../store/jobs.ts';
import { AcquisitionFolder, acquisitionIds } from './acquisition-folder.ts';
import type { AcquisitionState } from './state.ts';

/** The kind of the jobs of acquisitions. */
export const ACQUISITION = 'acquisition';

/** @returns all acquisitions of a home, the newest first; one that nobody works on any more stands as `interrupted` */
export async function listAcquisitions(home: string, jobs: Jobs): Promise<AcquisitionState[]> {
  const known = new Map((await jobs.list(ACQUISITION)).map((job) => [job.id, job]));
  const states = acquisitionIds(home).flatMap((id) => stateOf(home, id, known.get(id)) ?? []);
  return states.sort((left, right) => right.created - left.created);
}

/** @returns null where there is none */
export async function readAcquisition(
  home: string,
  id: string,
  jobs: Jobs,
): Promise<AcquisitionState | null> {
  const state = new AcquisitionFolder(home, id).state();
  return state && stateOf(home, id, (await jobs.get(id)) ?? undefined);
}

function stateOf(home: string, id: string, job: Job | undefined): AcquisitionState | null {
  const state = new AcquisitionFolder(home, id).state();
  const isWorking = state?.status === 'running' || state?.status === 'queued';
  return state && isWorking && !(job && isHeld(job)) ? { ...state, status: 'interrupted' } : state;
}
