import fastify, { type FastifyInstance } from 'fastify';
import type { RewardService } from '../service.ts';
import { asRlarError, RlarError } from '../spec/errors.ts';
import { requireLocalHost } from './authorize.ts';
import { fromFastify, sendError, withRemedy } from './error-replies.ts';
import { refuseForeignPages } from './foreign-pages.ts';
import { loopState } from './loop-state.ts';
import { checkRoute } from './routes/check.ts';
import { evolutionRoutes } from './routes/evolution.ts';
import { libraryRoutes } from './routes/library.ts';
import { listRoutes } from './routes/lists.ts';
import { liveRoute } from './routes/live.ts';
import { observatoryRoutes } from './routes/observatory.ts';
import { recordedAcquisitionRoutes } from './routes/recorded-acquisitions.ts';
import { recordedRewardRoutes } from './routes/recorded-rewards.ts';
import { toolRoutes } from './routes/tools.ts';
import { type PageFiles, pageRoutes } from './web/page-routes.ts';

/**
 * The dashboard over a ledger, for `rlar view`: it reads, and changes nothing. No loop runs, no acquisition goes on, and only
 * this machine is answered. Closing it closes the service.
 * @param service with a store that is open for reading, and `evolution.enabled` off
 */
export async function buildViewApp(service: RewardService, pages: PageFiles = {}): Promise<FastifyInstance> {
  const app = fastify({ bodyLimit: service.config.limits.bodyBytes, return503OnClosing: true });
  app.setErrorHandler((thrown, _request, reply) =>
    sendError(fromFastify(thrown) ?? asRlarError(thrown), reply),
  );
  app.setNotFoundHandler((request, reply) => {
    const error = new RlarError('RLAR_NOT_FOUND', `no route ${request.method} ${request.url.split('?')[0]}`);
    return reply.status(404).send({ error: withRemedy(error) });
  });
  app.addHook('onRequest', async (request) => {
    requireLocalHost(request);
    refuseForeignPages(request);
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (!reads && request.url.split('?')[0] !== '/v1/check')
      throw new RlarError('RLAR_READ_ONLY', 'this server shows a ledger, and changes nothing');
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
  });
  app.setSerializerCompiler(() => (body) => JSON.stringify(body));
  app.setValidatorCompiler(() => () => true);
  const loop = loopState(app, service.config.home);
  await app.register(async (routes) => {
    listRoutes(routes, service);
    recordedRewardRoutes(routes, service);
    observatoryRoutes(routes, service);
    toolRoutes(routes, service);
    libraryRoutes(routes, service, false);
    recordedAcquisitionRoutes(routes, service);
    evolutionRoutes(routes, service, loop);
    liveRoute(routes, service, loop);
    checkRoute(routes, service);
    pageRoutes(routes, pages);
  });
  app.addHook('onClose', () => service.close());
  return app;
}
