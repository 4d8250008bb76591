import type { FastifyInstance } from 'fastify';
import { type AdapterParts, adapterRoutes } from './adapter.ts';
import { openrlhfRoute } from './openrlhf.ts';
import { slimeRoute } from './slime.ts';

/** The wires of trainers, all over the same service; docs/trainers/README.md. */
export function trainerRoutes(app: FastifyInstance, parts: AdapterParts): void {
  const { trainers } = parts.service.config;
  const route = adapterRoutes(app, parts);
  openrlhfRoute(route, trainers.openrlhf.noReward);
  slimeRoute(route, trainers.slime.noReward);
}
