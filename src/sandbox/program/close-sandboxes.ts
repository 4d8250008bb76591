import { closeControlGroups } from './control-groups.ts';
import { workerPool } from './worker-pool.ts';

/** Ends the warm workers and gives back their control groups. A later program starts new ones. */
export async function closeSandboxes(): Promise<void> {
  await workerPool().close();
  closeControlGroups();
}
