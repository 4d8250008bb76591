import { hash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { RlarError } from '../spec/errors.ts';
import { VIEW_NAMES } from './web/view-names.ts';

/** Paths that answer without a token: they say that the server is there and what its routes are, or are the dashboard without data. */
const OPEN_PATHS = new RegExp(
  `^/(?:healthz|readyz|openapi\\.json|docs(?:/[\\w./-]*)?|assets/[\\w.-]+|${VIEW_NAMES.join('|')})?(?:\\?|$)`,
);

/**
 * @throws RlarError RLAR_UNAUTHORIZED; the comparison takes constant time, and the message never repeats the token that was
 * sent
 */
export function authorize(request: FastifyRequest, token: string): void {
  if (OPEN_PATHS.test(request.url)) return;
  const sent = request.headers.authorization ?? '';
  const digest = (text: string) => hash('sha256', text, 'buffer');
  if (timingSafeEqual(digest(sent), digest(`Bearer ${token}`))) return;
  throw new RlarError('RLAR_UNAUTHORIZED', sent === '' ? 'no token was sent' : 'the token is wrong');
}

/**
 * On a server without a token, a request must name this machine as its host. This keeps web pages from reaching the server
 * through a domain of their own (DNS rebinding).
 * @throws RlarError RLAR_UNAUTHORIZED
 */
export function requireLocalHost(request: FastifyRequest): void {
  if (isLoopback(request.hostname.replace(/^\[|\]$/g, ''))) return;
  throw new RlarError(
    'RLAR_UNAUTHORIZED',
    'without a token only requests to this machine by its own name are answered',
  );
}

/** @returns true for addresses that only this machine can reach */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
