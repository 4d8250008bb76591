import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { RlarError } from '../../spec/errors.ts';
import { type BodyPlace, BodyRoom } from './body-room.ts';
import { JsonBody } from './json-body.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it arrived, of requests that have one. */
    jsonBody?: JsonBody;
    /** What its body takes up until it is answered. */
    bodyPlace?: BodyPlace;
  }
}

/** How deep the brackets of one body may be nested. */
const DEPTH = 128;
/** Keys of one object, twice what a row may have: a body with more is refused before it is parsed. */
const KEYS = 20_000;

/**
 * Takes JSON bodies within their bounds. A handler has the body as `request.body`, parsed when it is asked for; those that
 * read group by group call `bodyOf`.
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
