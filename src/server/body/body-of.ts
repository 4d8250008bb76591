import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { RlarError } from '../../spec/errors.ts';
import { type BodyPlace, BodyRoom } from './body-room.ts';
import { JsonBody } from './json-body.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The raw body of a request, where it has one. */
    jsonBody?: JsonBody;
    /** The room that the body takes until the request is answered. */
    bodyPlace?: BodyPlace;
  }
}

/** How deep the brackets of one body may be nested. */
const DEPTH = 128;
/** Most keys of one object: twice the limit for a row. A body above this limit is refused before it is parsed. */
const KEYS = 20_000;

/**
 * Accepts JSON bodies within their bounds. A handler reads `request.body`, which is parsed at the first access. A handler
 * that reads group by group calls `bodyOf`.
 */
export function acceptJsonBodies(app: FastifyInstance, limits: Config['limits']): void {
  const bounds = {
    depth: DEPTH,
    values: limits.bodyValues,
    keys: KEYS,
    groups: limits.batchRollouts,
  };
  const room = new BodyRoom(limits.bodiesBytes, limits.queueWaitMs);
  app.addHook('preParsing', async (request, reply) => {
    const place = room.open();
    request.bodyPlace = place;
    reply.raw.once('close', () => place.leave());
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    /^application\/(?:[\w.-]+\+)?json/,
    async (request: FastifyRequest, stream: AsyncIterable<Buffer>) => {
      const take = (bytes: number) => request.bodyPlace!.take(bytes);
      request.jsonBody = await JsonBody.read(stream, { ...bounds, bytes: limits.bodyBytes }, take);
      return SLICED.has(request.routeOptions.url ?? '') ? null : request.jsonBody.whole();
    },
  );
}

/** Routes that read their bodies group by group. */
const SLICED = new Set(['/v1/rewards', '/v1/assignments']);

/** @throws RLAR_INVALID_REQUEST for a request without a body */
export function bodyOf(request: FastifyRequest): JsonBody {
  if (!request.jsonBody)
    throw new RlarError('RLAR_INVALID_REQUEST', 'the request has no body: expected JSON');
  return request.jsonBody;
}
