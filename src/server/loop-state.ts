import type { FastifyInstance } from 'fastify';
import { LatestState } from '../evolution/loop/latest-state.ts';

/** @returns what the loop of a home knows, until the server closes; null where there is no home */
export function loopState(app: FastifyInstance, home: string | null): LatestState | null {
  if (home === null) return null;
  const latest = new LatestState(home);
  app.addHook('onClose', () => latest.close());
  return latest;
}
