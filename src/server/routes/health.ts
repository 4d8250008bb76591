import type { FastifyInstance } from 'fastify';
import type { RewardService } from '../../service.ts';
import { canRecord } from '../disk-room.ts';
import { isDraining } from '../drain.ts';

/** The outcome of the last attempts to record rewards. A recorded reward clears all failures. */
export interface LedgerState {
  full: boolean;
  /** The ledger could not be written or read for another reason: it is damaged, locked or gone. */
  failing: boolean;
}

/**
 * `/healthz`: the process answers. `/readyz`: threads and ledger do too, and the last reward could be recorded. Before
 * a server stops, it is not ready any more. It also names the unhealthy tools. They do not make the server unready, because it scores all other kinds.
 */
export function healthRoutes(app: FastifyInstance, service: RewardService, ledger: LedgerState): void {
  let ready = false;
  service.observe(() => {
    ledger.full = false;
    ledger.failing = false;
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
      const tools = service.toolHealth().map(({ tool, ok }) => ({ tool, ok }));
      await service.store?.getRun('');
      const full = ledger.full || !canRecord(service);
      const status = isDraining(app)
        ? 'draining'
        : full
          ? 'disk full'
          : ledger.failing
            ? 'ledger fails'
            : ready
              ? 'ready'
              : 'starting';
      return reply
        .status(status === 'ready' ? 200 : 503)
        .send({ status, snapshot: service.library.snapshot, tools });
    },
  );
}
