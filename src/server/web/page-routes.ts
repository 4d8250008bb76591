import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RlarError } from '../../spec/errors.ts';
import type { BundleFile, BundleFiles } from './bundle-files.ts';
import { openBundle } from './open-bundle.ts';
import { PAGE_HEADERS } from './page-headers.ts';
import { VIEW_NAMES } from './view-names.ts';

/** Names of assets hold a hash of their content, so that a browser never asks twice. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * The dashboard: one page at `/` and at the address of each view, and its assets. They are opened with the first request, and
 * need no token, since they hold no data.
 */
export function pageRoutes(app: FastifyInstance, open: () => Promise<BundleFiles> = openBundle): void {
  let opened: Promise<BundleFiles> | null = null;
  const bundle = async (): Promise<BundleFiles> => {
    opened ??= open();
    try {
      return await opened;
    } catch (thrown) {
      opened = null;
      throw thrown;
    }
  };
  const page = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const files = await bundle();
    return send(files.get('index.html')!, { request, reply, cache: 'no-cache' });
  };
  const schema = { hide: true };
  app.get('/', { schema }, page);
  for (const view of VIEW_NAMES) app.get(`/${view}`, { schema }, page);
  app.get<{ Params: { '*': string } }>('/assets/*', { schema }, async (request, reply) => {
    const file = (await bundle()).get(`assets/${request.params['*']}`);
    if (!file) throw new RlarError('RLAR_NOT_FOUND', 'the dashboard has no such file');
    return send(file, { request, reply, cache: FOR_EVER });
  });
}

function send(
  file: BundleFile,
  { request, reply, cache }: { request: FastifyRequest; reply: FastifyReply; cache: string },
): FastifyReply {
  const packed = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (packed) reply.header('content-encoding', 'gzip');
  return reply
    .headers(PAGE_HEADERS)
    .header('cache-control', cache)
    .header('vary', 'accept-encoding')
    .type(file.type)
    .send(packed ? file.gzip : file.bytes);
}
