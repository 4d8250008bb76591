import type { FastifyInstance } from 'fastify';
import { type AdapterParts, adapterRoutes } from './adapter.ts';
import { evalProtocolRoute } from './eval-protocol.ts';
import { nemoGymRoutes } from './nemo-gym.ts';
import { openInstructRoutes } from './open-instruct.ts';
import { openaiGraderRoute } from './openai-grader.ts';
import { openrlhfRoute } from './openrlhf.ts';
import { rlarPaperRoutes } from './rlar-paper.ts';
import { slimeRoute } from './slime.ts';
import { verlRouterRoutes } from './verl-router.ts';

/** The protocols of all trainers, over the same service. See docs/trainers/no-reward.md. */
export function trainerRoutes(app: FastifyInstance, parts: AdapterParts): void {
  const { trainers } = parts.service.config;
  const route = adapterRoutes(app, parts);
  openrlhfRoute(route, trainers.openrlhf.noReward);
  slimeRoute(route, trainers.slime.noReward);
  nemoGymRoutes(app, parts, route);
  rlarPaperRoutes(parts, route);
  verlRouterRoutes(parts, route);
  evalProtocolRoute(route);
  openaiGraderRoute(route);
  openInstructRoutes(app, parts);
}
