import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RlarError } from '../../spec/errors.ts';
import type { BundleFiles } from './bundle-files.ts';
import { openBundle, openDocs } from './open-bundle.ts';
import { sendFile } from './send-file.ts';
import { VIEW_NAMES } from './view-names.ts';

/** Names of assets hold a hash of their content, so that a browser never asks twice. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** What gives the files of the pages; those of the package, or built from its sources, where it is absent. */
export interface PageFiles {
  readonly bundle?: () => Promise<BundleFiles>;
  readonly docs?: () => Promise<BundleFiles>;
}

/**
 * The dashboard, one page at `/` and at the address of each view, with its assets; and the documentation below `/docs/`. Both are
 * opened with the first request for them, and need no token, since they hold no data.
 */
export function pageRoutes(app: FastifyInstance, { bundle, docs }: PageFiles = {}): void {
  const dashboard = once(bundle ?? openBundle);
  const page = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const files = await dashboard();
    return sendFile(files.get('index.html')!, { request, reply, cache: 'no-cache' });
  };
  const schema = { hide: true };
  app.get('/', { schema }, page);
  for (const view of VIEW_NAMES) app.get(`/${view}`, { schema }, page);
  app.get<{ Params: { '*': string } }>('/assets/*', { schema }, async (request, reply) => {
    const file = (await dashboard()).get(`assets/${request.params['*']}`);
    if (!file) throw new RlarError('RLAR_NOT_FOUND', 'the dashboard has no such file');
    return sendFile(file, { request, reply, cache: FOR_EVER });
  });
  const documentation = once(docs ?? openDocs);
  app.get('/docs', { schema }, (_request, reply) => reply.redirect('docs/'));
  app.get<{ Params: { '*': string } }>('/docs/*', { schema }, async (request, reply) => {
    const asked = request.params['*'];
    const files = await documentation();
    const file =
      files.get(/(?:^|\/)$/.test(asked) ? `${asked}index.html` : asked) ?? files.get(`${asked}.html`);
    if (!file)
      throw new RlarError('RLAR_NOT_FOUND', 'the documentation has no such page', {
        remedy: 'Start at /docs/, which lists all pages.',
      });
    return sendFile(file, { request, reply, cache: 'no-cache' });
  });
}

/** Opens once; what failed to open is tried again with the next call. */
function once(open: () => Promise<BundleFiles>): () => Promise<BundleFiles> {
  let opened: Promise<BundleFiles> | null = null;
  return async () => {
    opened ??= open();
    try {
      return await opened;
    } catch (thrown) {
      opened = null;
      throw thrown;
    }
  };
}
