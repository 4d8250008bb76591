import type { FastifyReply } from 'fastify';
import { RlarError } from '../spec/errors.ts';

/**
 * @returns a signal that is aborted when the client closes its connection before it has its answer. The signal of fastify's
 * request does not say that: it is aborted as soon as the body was read.
 */
export function clientSignal({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished)
      gone.abort(new RlarError('RLAR_CANCELLED', 'the client closed its connection'));
  });
  return gone.signal;
}
