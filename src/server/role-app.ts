import type { RequestListener } from 'node:http';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyServerFactory } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { RewardService } from '../service.ts';
import { asRlarError, RlarError } from '../spec/errors.ts';
import { authorize, requireLocalHost } from './authorize.ts';
import { isDraining } from './drain.ts';
import { fromFastify, sendError, withRemedy } from './error-replies.ts';
import { roleMetrics } from './role-metrics.ts';
import type { Roles } from './roles.ts';
import type { WarmupServer } from './warmup-server.ts';
import { workInRoles } from './work-in-roles.ts';

interface RoleAppOptions {
  readonly early: WarmupServer;
  readonly roles: Roles;
  readonly token?: string;
  readonly logger?: FastifyBaseLogger;
}

/** The HTTP face of a process that answers no trainer: its health and its metrics. Closing it closes the service. */
export async function buildRoleApp(
  service: RewardService,
  { early, roles, token, logger }: RoleAppOptions,
): Promise<FastifyInstance> {
  let listener: RequestListener | null = null;
  const serverFactory: FastifyServerFactory = (handler) => {
    listener = handler;
    return early.server;
  };
  const app = fastify({ return503OnClosing: true, serverFactory });
  app.setErrorHandler((thrown, _request, reply) =>
    sendError(fromFastify(thrown) ?? asRlarError(thrown), reply),
  );
  app.setNotFoundHandler((_request, reply) => {
    const does = [...roles].join(' and ');
    const error = new RlarError('RLAR_NOT_FOUND', `this process works as ${does} and answers no trainer`);
    return reply.status(404).send({ error: withRemedy(error) });
  });
  app.addHook('onRequest', async (request) =>
    token ? authorize(request, token) : requireLocalHost(request),
  );
  workInRoles(app, service, roles, logger);
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  roleMetrics(service, [registry]);
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const draining = isDraining(app);
    // Whoever works with the database is of no use without it.
    await service.store?.getRun('');
    return reply.status(draining ? 503 : 200).send({
      status: draining ? 'draining' : 'ready',
      roles: [...roles],
      snapshot: service.library.snapshot,
    });
  });
  app.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
  app.addHook('onClose', () => service.close());
  app.addHook('preClose', () => early.close());
  await app.ready();
  early.open(listener!);
  return app;
}
