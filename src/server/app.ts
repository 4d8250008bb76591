import type { RequestListener } from 'node:http';
import swagger from '@fastify/swagger';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyServerFactory } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { PolicyDesk } from '../agents/policy-agent/policy-desk.ts';
import type { RewardService } from '../service.ts';
import { asRlarError, RlarError } from '../spec/errors.ts';
import { authorize, requireLocalHost } from './authorize.ts';
import { acceptJsonBodies } from './body/body-of.ts';
import { fromFastify, sendError, withRemedy } from './error-replies.ts';
import { refuseForeignPages } from './foreign-pages.ts';
import { IdempotencyCache } from './idempotency-cache.ts';
import { IntakeWarnings } from './intake-warnings.ts';
import { LedgerState } from './ledger-state.ts';
import { loopState } from './loop-state.ts';
import { serverMetrics } from './metrics.ts';
import { ALL_ROLES, type Roles } from './roles.ts';
import { acquisitionRoutes } from './routes/acquisitions.ts';
import { assignmentRoutes } from './routes/assignments.ts';
import { checkRoute } from './routes/check.ts';
import { evolutionRoutes } from './routes/evolution.ts';
import { healthRoutes } from './routes/health.ts';
import { libraryRoutes } from './routes/library.ts';
import { listRoutes } from './routes/lists.ts';
import { liveRoute } from './routes/live.ts';
import { observatoryRoutes } from './routes/observatory.ts';
import { policyRoutes } from './routes/policy.ts';
import { recordedRewardRoutes } from './routes/recorded-rewards.ts';
import { rescoreRoutes } from './routes/rescore.ts';
import { rewardRoutes } from './routes/rewards.ts';
import { toolRoutes } from './routes/tools.ts';
import { GroupReader } from './rows/group-reader.ts';
import { tokenOutOfPath } from './token-in-path.ts';
import { trainerRoutes } from './trainers/index.ts';
import { noRewardNotice } from './trainers/no-reward-notice.ts';
import type { WarmupServer } from './warmup-server.ts';
import { type PageFiles, pageRoutes } from './web/page-routes.ts';
import { workInRoles } from './work-in-roles.ts';
import { WorkQueue } from './work-queue.ts';

interface AppOptions extends PageFiles {
  /**
   * The token that every request must carry, except health checks, the dashboard's page, `/docs` and `/openapi.json`.
   * Without this option no token is required.
   */
  readonly token?: string;
  readonly logger?: FastifyBaseLogger;
  /** A server that already listens and holds requests until the app is ready. */
  readonly early?: WarmupServer;
  /** What this process does; everything by default. */
  readonly roles?: Roles;
}

/** The HTTP face of a service, not yet listening: tests call it with `app.inject()`. Closing it closes the service. */
export async function buildApp(service: RewardService, options: AppOptions = {}): Promise<FastifyInstance> {
  const { limits } = service.config;
  const { early, roles = ALL_ROLES } = options;
  let listener: RequestListener | null = null;
  const serverFactory: FastifyServerFactory = (handler) => {
    listener = handler;
    return early!.server;
  };
  const app = fastify({
    bodyLimit: limits.bodyBytes,
    return503OnClosing: true,
    rewriteUrl: tokenOutOfPath,
    frameworkErrors: (thrown, _request, reply) =>
      sendError(fromFastify(thrown) ?? asRlarError(thrown), reply),
    ...(early && { serverFactory }),
  });
  acceptJsonBodies(app, limits);
  const ledger = new LedgerState();
  app.setErrorHandler((thrown, request, reply) => {
    const error = fromFastify(thrown) ?? asRlarError(thrown);
    ledger.failed(error.code);
    if (error.status >= 500)
      options.logger?.error(
        { code: error.code, route: request.routeOptions.url, cause: error.cause },
        error.message,
      );
    return sendError(error, reply);
  });
  app.setNotFoundHandler((request, reply) => {
    const error = new RlarError('RLAR_NOT_FOUND', `no route ${request.method} ${request.url.split('?')[0]}`);
    return reply.status(404).send({ error: withRemedy(error) });
  });
  if (options.token) {
    const { token } = options;
    app.addHook('onRequest', async (request) => authorize(request, token));
  } else app.addHook('onRequest', async (request) => requireLocalHost(request));
  app.setSerializerCompiler(() => (body) => JSON.stringify(body));
  app.setValidatorCompiler(() => () => true);
  app.addHook('onRequest', async (request) => refuseForeignPages(request));
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
  });
  await app.register(swagger, {
    openapi: {
      info: {
        title: 'rlar',
        description: 'Rewards for RL training runs, each with its evidence.',
        version: '1',
      },
      ...(options.token && {
        components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      }),
    },
    transform: jsonSchemaTransform,
  });
  const queue = new WorkQueue(limits.queuedRollouts, limits.queueWaitMs);
  const replies = new IdempotencyCache(limits.abandonMs);
  const reader = new GroupReader({ shapes: service.config.shapes });
  const desk = workInRoles(app, service, roles, options.logger);
  const loop = loopState(app, service.config.home);
  await app.register(async (routes) => {
    const warnings = new IntakeWarnings((run, line) => options.logger?.warn({ run }, line));
    rewardRoutes(routes, { service, queue, replies, warnings, reader });
    rescoreRoutes(routes, service);
    recordedRewardRoutes(routes, service);
    listRoutes(routes, service);
    observatoryRoutes(routes, service);
    libraryRoutes(routes, service, options.token !== undefined);
    liveRoute(routes, service, loop);
    checkRoute(routes, service);
    assignmentRoutes(routes, service, reader);
    toolRoutes(routes, service);
    acquisitionRoutes(routes, service, desk);
    evolutionRoutes(routes, service, loop);
    const policyCalls = policyRoutes(
      routes,
      service,
      ({ config }) => new PolicyDesk(config, () => service.refreshLibrary()),
    );
    healthRoutes(routes, service, ledger);
    const { registry, onNoReward } = serverMetrics(service, queue, replies, {
      loop,
      agentCalls: () => desk.calls + policyCalls(),
    });
    const notice = noRewardNotice((line) => options.logger?.warn(line));
    trainerRoutes(routes, {
      service,
      queue,
      replies,
      warnings,
      onNoReward(use) {
        onNoReward(use);
        notice(use);
      },
    });
    routes.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
      return reply.type(registry.contentType).send(await registry.metrics());
    });
    let description: string | undefined;
    routes.get(
      '/openapi.json',
      { schema: { hide: true }, serializerCompiler: () => (body) => body as string },
      async (_request, reply) => {
        description ??= JSON.stringify(app.swagger());
        return reply.type('application/json; charset=utf-8').send(description);
      },
    );
    pageRoutes(routes, options);
  });
  app.addHook('onClose', async () => {
    await reader.close();
    await service.close();
  });
  if (early) {
    app.addHook('preClose', () => early.close());
    await app.ready();
    early.open(listener!);
  }
  return app;
}
