import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

const draining = new WeakSet<Server>();

/** Whether a server answers on, but is about to stop. */
export function isDraining({ server }: Pick<FastifyInstance, 'server'>): boolean {
  return draining.has(server);
}

/**
 * Says in `/readyz` that a server is about to stop, and lets it answer on for a while, so that a load balancer sends the next
 * requests to others. Connections end with the answer that they wait for.
 */
export async function drain({ server }: Pick<FastifyInstance, 'server'>, ms: number): Promise<void> {
  if (ms === 0) return;
  draining.add(server);
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
  await setTimeout(ms);
}
