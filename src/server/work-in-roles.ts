import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { RewardService } from '../service.ts';
import { databaseUrl } from '../store/database-url.ts';
import { type AgentDesk, openAgentDesk } from './agent-desk.ts';
import { evolve } from './evolve.ts';
import { hasAll, type Roles } from './roles.ts';
import { takePrograms } from './sandbox-role.ts';

/**
 * Has a process do what its roles say, beside what it answers over HTTP, from when it is ready until it closes.
 * @returns the acquisitions of the deployment
 */
export function workInRoles(
  app: FastifyInstance,
  service: RewardService,
  roles: Roles,
  logger?: FastifyBaseLogger,
): AgentDesk {
  const onTrouble = (message: string) => logger?.warn(message);
  const desk = openAgentDesk(service, roles.has('agents'), (about, note) => logger?.info(about, note));
  const isShared = databaseUrl(service.config.home) !== null;
  if (roles.has('sandbox') && isShared) takePrograms(app, service, { isRequired: !hasAll(roles), onTrouble });
  if (roles.has('agents')) {
    desk.workFor(app, onTrouble);
    evolve(app, service, desk, { isShared, onTrouble });
  }
  app.addHook('preClose', () => desk.close());
  return desk;
}
