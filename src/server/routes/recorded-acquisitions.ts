import type { FastifyInstance } from 'fastify';
import { AcquisitionFolder } from '../../agents/acquisitions/acquisition-folder.ts';
import { listAcquisitions, readAcquisition } from '../../agents/acquisitions/read-acquisitions.ts';
import { readTrace } from '../../agents/acquisitions/trace.ts';
import { summarize } from '../../agents/acquisitions/trace-summary.ts';
import type { RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import { withJobs } from '../../store/open-registry.ts';

/** `GET /v1/acquisitions` and `/v1/acquisitions/:id` of a home where this process works on none. */
export function recordedAcquisitionRoutes(app: FastifyInstance, service: RewardService): void {
  const { home } = service.config;
  app.get('/v1/acquisitions', async () => ({
    acquisitions: home === null ? [] : await withJobs(home, (jobs) => listAcquisitions(home, jobs)),
  }));
  app.get<{ Params: { id: string } }>('/v1/acquisitions/:id', async (request) => {
    const { id } = request.params;
    const state = home === null ? null : await withJobs(home, (jobs) => readAcquisition(home, id, jobs));
    if (home === null || !state) throw new RlarError('RLAR_NOT_FOUND', `no acquisition ${id}`);
    const { events, costs } = summarize(readTrace(new AcquisitionFolder(home, id).trace));
    return { ...state, events, calls: costs };
  });
}
