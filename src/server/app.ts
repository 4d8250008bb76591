import type { RequestListener } from 'node:http';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyServerFactory,
} from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { openAcquisitions } from '../agents/acquisitions/open-acquisitions.ts';
import type { RewardService } from '../service.ts';
import { asRlarError, ERRORS, type ErrorBody, RlarError } from '../spec/errors.ts';
import { authorize, requireLocalHost } from './authorize.ts';
import { canRecord } from './disk-room.ts';
import type { EarlyServer } from './early-server.ts';
import { serverMetrics } from './metrics.ts';
import { Replies } from './replies.ts';
import { acquisitionRoutes } from './routes/acquisitions.ts';
import { assignmentRoutes } from './routes/assignments.ts';
import { rewardRoutes } from './routes/rewards.ts';
import { toolRoutes } from './routes/tools.ts';
import { tokenOutOfPath } from './token-in-path.ts';
import { trainerRoutes } from './trainers/index.ts';
import { WorkQueue } from './work-queue.ts';

declare module 'fastify' {
  interface FastifyRequest {
    rawBody?: string;
  }
}

interface AppOptions {
  /** Every request but the health checks must carry it; none is asked for where it is missing. */
  readonly token?: string;
  readonly logger?: FastifyBaseLogger;
  /** Listens already, and holds what comes until the app is ready. */
  readonly early?: EarlyServer;
}

/** The HTTP face of a service, not yet listening: tests call it with `app.inject()`. Closing it closes the service. */
export async function buildApp(service: RewardService, options: AppOptions = {}): Promise<FastifyInstance> {
  const { limits } = service.config;
  const { early } = options;
  let listener: RequestListener | null = null;
  const serverFactory: FastifyServerFactory = (handler) => {
    listener = handler;
    return early!.server;
  };
  const app = fastify({
    bodyLimit: limits.bodyBytes,
    return503OnClosing: true,
    rewriteUrl: tokenOutOfPath,
    ...(early && { serverFactory }),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    /^application\/(?:[\w.-]+\+)?json/,
    { parseAs: 'string' },
    (request, body, done) => {
      try {
        request.rawBody = body as string;
        done(null, JSON.parse(body as string));
      } catch (thrown) {
        done(new RlarError('RLAR_INVALID_REQUEST', notJson(body as string, thrown)));
      }
    },
  );
  const disk = { full: false };
  app.setErrorHandler((thrown, request, reply) => {
    const error = fromFastify(thrown) ?? asRlarError(thrown);
    if (error.code === 'RLAR_DISK_FULL') disk.full = true;
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
  await app.register(swaggerUi, { routePrefix: '/docs' });
  const queue = new WorkQueue(limits.queuedRollouts, limits.queueWaitMs);
  const replies = new Replies();
  await app.register(async (routes) => {
    rewardRoutes(routes, service, queue, replies);
    assignmentRoutes(routes, service);
    toolRoutes(routes, service);
    const agentCalls = acquisitionRoutes(routes, service, ({ config }) =>
      openAcquisitions(config, () => service.library, {
        onProgress: ({ id, status, note }, event) => {
          if (event ? event.step !== 'gate' : status !== 'running')
            options.logger?.info({ acquisition: id, status }, note);
        },
      }),
    );
    healthRoutes(routes, service, disk);
    const { registry, onNoReward } = serverMetrics(service, queue, replies, agentCalls);
    trainerRoutes(routes, { service, queue, replies, onNoReward });
    routes.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
      return reply.type(registry.contentType).send(await registry.metrics());
    });
    routes.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
    routes.get('/', { schema: { hide: true } }, (_request, reply) => reply.redirect('/docs'));
  });
  app.addHook('onClose', () => service.close());
  if (early) {
    app.addHook('preClose', () => early.close());
    await app.ready();
    early.open(listener!);
  }
  return app;
}

/** `/healthz`: the process answers. `/readyz`: threads and ledger do too, and the last reward could be recorded. */
function healthRoutes(app: FastifyInstance, service: RewardService, disk: { full: boolean }): void {
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
      await service.store?.latestSnapshot();
      const full = disk.full || !canRecord(service);
      const status = full ? 'disk full' : ready ? 'ready' : 'starting';
      return reply
        .status(status === 'ready' ? 200 : 503)
        .send({ status, snapshot: service.library.snapshot });
    },
  );
}

function sendError(error: RlarError, reply: FastifyReply): FastifyReply {
  if (error.code === 'RLAR_OVERLOADED' || error.code === 'RLAR_SHUTTING_DOWN')
    reply.header('Retry-After', '1');
  return reply.status(error.status).send({ error: withRemedy(error) });
}

function withRemedy(error: RlarError): ErrorBody & { remedy: string } {
  return { ...error.toBody(), remedy: ERRORS[error.code].remedy };
}

/** Fastify's own errors, and what a body of very many brackets brings about, in the words of the table. */
function fromFastify(thrown: unknown): RlarError | null {
  if (thrown instanceof RangeError && thrown.message === 'Maximum call stack size exceeded')
    return new RlarError('RLAR_INVALID_REQUEST', 'the body is nested too deeply');
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new RlarError('RLAR_INVALID_REQUEST', 'send the body as Content-Type: application/json');
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new RlarError('RLAR_BODY_TOO_LARGE', 'the body is too large');
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH')
    return new RlarError('RLAR_INVALID_REQUEST', 'Content-Length does not fit the body');
  return null;
}

function notJson(body: string, thrown: unknown): string {
  if (body.trim() === '') return 'the body is empty: expected JSON';
  const bare = /(?:"([^"]{1,60})"\s*:\s*\[?|[[,]\s*)-?(NaN|Infinity)\b/.exec(body.slice(0, 1_000_000));
  if (bare) {
    const where = bare[1] === undefined ? '' : `${bare[1]}: `;
    return `the body is not JSON: ${where}${bare[2]} is no JSON value (Python: json.dumps(…, allow_nan=False))`;
  }
  return `the body is not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
}
