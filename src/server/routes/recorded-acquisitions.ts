import type { FastifyInstance } from 'fastify';
import { withRecordedAcquisitions } from '../../agents/acquisitions/recorded-acquisitions.ts';
import { summarize } from '../../agents/acquisitions/trace-summary.ts';
import type { RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';

/** `GET /v1/acquisitions` and `/v1/acquisitions/:id` of a home where this process works on none. */
export function recordedAcquisitionRoutes(app: FastifyInstance, service: RewardService): void {
  const { home } = service.config;
  app.get('/v1/acquisitions', async () => ({
    acquisitions: home === null ? [] : await withRecordedAcquisitions(home, (recorded) => recorded.list()),
  }));
  app.get<{ Params: { id: string } }>('/v1/acquisitions/:id', async (request) => {
    const { id } = request.params;
    const missing = new RlarError('RLAR_NOT_FOUND', `no acquisition ${id}`);
    if (home === null) throw missing;
    return withRecordedAcquisitions(home, async (recorded) => {
      const state = await recorded.get(id);
      if (!state) throw missing;
      const { events, costs } = summarize(await recorded.of(id).trace());
      return { ...state, events, calls: costs };
    });
  });
}
