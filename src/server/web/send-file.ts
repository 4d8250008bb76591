import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BundleFile } from './bundle-files.ts';
import { PAGE_HEADERS } from './page-headers.ts';

interface Sending {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** The header `cache-control`. */
  readonly cache: string;
}

/** Sends a file of a bundle: compressed where the browser takes that, and not at all where the browser has it already. */
export function sendFile(file: BundleFile, { request, reply, cache }: Sending): FastifyReply {
  const { headers } = request;
  reply
    .headers(PAGE_HEADERS)
    .header('cache-control', cache)
    .header('vary', 'accept-encoding')
    .header('etag', file.etag);
  if (headers['if-none-match'] === file.etag) return reply.status(304).send();
  const packed = /\bgzip\b/.test(String(headers['accept-encoding'] ?? '')) ? file.gzip : null;
  if (packed) reply.header('content-encoding', 'gzip');
  return reply.type(file.type).send(packed ?? file.bytes);
}
