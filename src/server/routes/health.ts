import type { FastifyInstance } from 'fastify';
import type { RewardService } from '../../service.ts';
import { canRecord } from '../disk-room.ts';
import { isDraining } from '../drain.ts';
import type { LedgerState } from '../ledger-state.ts';

/**
 * `/healthz`: the process answers. `/readyz`: threads and ledger do too, and rewards can be recorded. Before
 * a server stops, it is not ready any more. It also names the unhealthy tools. They do not make the server unready, because it scores all other kinds.
 */
export function healthRoutes(app: FastifyInstance, service: RewardService, ledger: LedgerState): void {
  let ready = false;
  service.observe(() => ledger.recorded());
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
      const tools = service.toolHealth().map(({ tool, ok }) => ({ tool, ok }));
      await service.store?.getRun('');
      const trouble = canRecord(service) ? await ledger.look(service.store) : 'disk full';
      const status = isDraining(app) ? 'draining' : (trouble ?? (ready ? 'ready' : 'starting'));
      return reply
        .status(status === 'ready' ? 200 : 503)
        .send({ status, snapshot: service.library.snapshot, tools });
    },
  );
}
