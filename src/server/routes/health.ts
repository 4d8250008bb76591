import type { FastifyInstance } from 'fastify';
import type { RewardService } from '../../service.ts';
import { canRecord } from '../disk-room.ts';

/** `/healthz`: the process answers. `/readyz`: threads and ledger do too, and the last reward could be recorded. */
export function healthRoutes(app: FastifyInstance, service: RewardService, disk: { full: boolean }): void {
  let ready = false;
  service.observe(() => {
    disk.full = false;
  });
  void service.warm().then(() => {
    ready = true;
  });
  app.get('/healthz', { schema: { summary: 'The process answers', tags: ['health'] } }, () => ({
    status: 'ok',
  }));
  app.get(
    '/readyz',
    { schema: { summary: 'Threads and ledger answer', tags: ['health'] } },
    async (_request, reply) => {
      await service.store?.getRun('');
      const full = disk.full || !canRecord(service);
      const status = full ? 'disk full' : ready ? 'ready' : 'starting';
      return reply
        .status(status === 'ready' ? 200 : 503)
        .send({ status, snapshot: service.library.snapshot });
    },
  );
}
