import { Gauge, type Registry } from 'prom-client';
import type { RewardService } from '../service.ts';
import { databaseUrl } from '../store/database-url.ts';
import { openProgramQueue } from '../store/open-program-queue.ts';
import type { ProgramQueue, QueueState } from '../store/program-queue.ts';

/** Milliseconds for which a count of the queue holds: several gauges are read at once. */
const HOLDS_MS = 1_000;

/** Metrics of what the processes of a deployment share; the same in each of them. Nothing where one process does everything. */
export function roleMetrics(service: RewardService, registers: Registry[]): void {
  const { home } = service.config;
  if (databaseUrl(home) === null) return;
  let queue: ProgramQueue | null = null;
  let known: { readonly at: number; readonly state: Promise<QueueState | null> } | null = null;
  const state = (): Promise<QueueState | null> => {
    queue ??= openProgramQueue(home);
    if (!known || performance.now() - known.at > HOLDS_MS)
      known = { at: performance.now(), state: queue.state().catch(() => null) };
    return known.state;
  };
  const gauges = {
    rlar_sandbox_queue_depth: ['Programs that wait for a process of the role sandbox', 'waiting'],
    rlar_sandbox_running: ['Programs that processes of the role sandbox run', 'running'],
    rlar_sandbox_workers: ['Processes that take programs', 'workers'],
    rlar_sandbox_places: ['Programs that these processes run at a time in all', 'places'],
  } as const;
  for (const [name, [help, field]] of Object.entries(gauges))
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const now = await state();
        this.reset();
        // A queue that cannot be reached has no depth.
        if (now) this.set(now[field]);
      },
    });
}
