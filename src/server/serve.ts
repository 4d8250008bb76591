import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';
import type { RewardService } from '../service.ts';
import { asRlarError, RlarError } from '../spec/errors.ts';
import { isLoopback } from './authorize.ts';
import { ALL_ROLES, type Roles } from './roles.ts';
import { WarmupServer } from './warmup-server.ts';

interface ServeOptions {
  readonly logger?: FastifyBaseLogger;
  /** What this process does; everything by default. */
  readonly roles?: Roles;
}

/**
 * Listens on the configured address first, and then opens the service. Requests that arrive in between are held. The token
 * comes from RLAR_TOKEN alone. A value of only white space counts as no token.
 * @param open makes the service
 * @throws RlarError RLAR_BIND_REFUSED for an address beyond this machine without a token, RLAR_LISTEN_FAILED, or of `open`
 */
export async function serve(
  config: Pick<Config, 'host' | 'port'>,
  open: () => Promise<RewardService>,
  { logger, roles = ALL_ROLES }: ServeOptions = {},
): Promise<FastifyInstance> {
  const { host, port } = config;
  const token = process.env.RLAR_TOKEN?.trim() ? process.env.RLAR_TOKEN : undefined;
  if (!isLoopback(host) && !token) {
    throw new RlarError('RLAR_BIND_REFUSED', `refusing to listen on ${host} without a token`);
  }
  const early = new WarmupServer();
  try {
    await early.listen(host, port);
  } catch (thrown) {
    throw asRlarError(thrown, 'RLAR_LISTEN_FAILED');
  }
  try {
    const service = await open();
    const options = { early, roles, ...(token && { token }), ...(logger && { logger }) };
    if (!roles.has('serve')) {
      const { buildRoleApp } = await import('./role-app.ts');
      return await buildRoleApp(service, options);
    }
    const { buildApp } = await import('./app.ts');
    return await buildApp(service, options);
  } catch (thrown) {
    await early.close();
    throw thrown;
  }
}
