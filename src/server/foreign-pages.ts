import type { FastifyRequest } from 'fastify';
import { RlarError } from '../spec/errors.ts';

/**
 * Refuses requests that a web page of another origin makes. Browsers say where a request comes from; programs say nothing, and
 * are not asked. A request of a browser that may change something must also carry a header that no page of another origin can
 * send without asking first, which is never granted: JSON as its content type, or `x-rlar-page`.
 * @throws RLAR_FOREIGN_PAGE
 */
export function refuseForeignPages({ headers, method, host }: FastifyRequest): void {
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  if (origin === undefined && site === undefined) return;
  const reads = method === 'GET' || method === 'HEAD';
  const opensPage =
    reads && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (site === 'cross-site' || site === 'same-site') {
    if (opensPage) return;
    throw new RlarError('RLAR_FOREIGN_PAGE', `a page of another origin (${site}) sent the request`);
  }
  if (site === undefined && origin !== undefined && hostOf(origin) !== host)
    throw new RlarError('RLAR_FOREIGN_PAGE', 'a page of another origin sent the request');
  if (reads) return;
  const json = /^application\/(?:[\w.-]+\+)?json/.test(headers['content-type'] ?? '');
  if (!json && headers['x-rlar-page'] === undefined)
    throw new RlarError(
      'RLAR_FOREIGN_PAGE',
      'a page must send x-rlar-page, or JSON, with what changes something',
    );
}

/** @returns null for what has no host, such as the `null` of a sandboxed frame */
function hostOf(origin: string): string | null {
  return URL.parse(origin)?.host ?? null;
}
