import type { FastifyInstance } from 'fastify';
import { LOOP_JOB, LOOP_KEY } from '../evolution/loop/loop-job.ts';
import { runLoop } from '../evolution/loop/run-loop.ts';
import { evolutionPlace } from '../service/evolution-place.ts';
import type { RewardService } from '../service.ts';
import type { Feedback } from '../store/feedback.ts';
import type { HomeFiles } from '../store/home-files.ts';
import type { Jobs } from '../store/jobs.ts';
import { openFeedback, openHomeFiles, openJobs } from '../store/open-registry.ts';
import type { AgentDesk } from './agent-desk.ts';

/** Most share of the time that the loop takes from a server that also answers trainers. */
const LOOP_SHARE = 0.02;

interface EvolveOptions {
  /** Whether other processes may run the loop as well: then it is delivered to one of them. */
  readonly isShared: boolean;
  readonly onTrouble: (message: string) => void;
}

/** Runs the loop of evolution, with its shadow scoring, from when a server is ready until it closes, where `evolution.enabled` says so. */
export function evolve(
  app: FastifyInstance,
  service: RewardService,
  desk: AgentDesk,
  { isShared, onTrouble }: EvolveOptions,
): void {
  const { home, evolution } = service.config;
  if (!evolution.enabled || home === null || !service.store) return;
  const ending = new AbortController();
  let feedback: Feedback | null = null;
  let files: HomeFiles | null = null;
  let jobs: Jobs | null = null;
  let loop: Promise<unknown> | null = null;
  app.addHook('onReady', async () => {
    feedback = await openFeedback(home);
    files = await openHomeFiles(home);
    const acquire = async (request: Parameters<AgentDesk['request']>[0]) => (await desk.request(request)).id;
    const place = evolutionPlace(service, { feedback, files }, evolution.acquire ? acquire : undefined);
    const run = (signal: AbortSignal) => runLoop(place, evolution, { signal, share: LOOP_SHARE, onTrouble });
    if (!isShared) {
      loop = run(ending.signal).catch((thrown: unknown) => app.log.error(thrown));
      return;
    }
    jobs = await openJobs(home);
    await jobs.offer({ id: LOOP_JOB, kind: LOOP_JOB, key: LOOP_KEY, spec: {} });
    await jobs.work(
      LOOP_JOB,
      async (_job, signal) => {
        await run(AbortSignal.any([signal, ending.signal]));
      },
      { onTrouble },
    );
  });
  app.addHook('preClose', async () => {
    ending.abort();
    await loop;
    await jobs?.close();
    await files?.close();
    await feedback?.close();
  });
}
