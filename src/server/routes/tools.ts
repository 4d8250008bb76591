import type { FastifyInstance } from 'fastify';
import type { RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import { toolCard } from '../../spec/tool-card.ts';
import { toolsReply } from '../shapes.ts';

/**
 * `GET /v1/tools` and `/v1/tools/:id`: the cards of the library, with their evidence. The list also gives the last known
 * health of each tool that declares `health`.
 */
export function toolRoutes(app: FastifyInstance, service: RewardService): void {
  const schema = { summary: 'All tool cards of the library', tags: ['tools'], response: { 200: toolsReply } };
  app.get('/v1/tools', { schema }, () => ({
    snapshot: service.library.snapshot,
    tools: service.library.cards(),
    health: service.toolHealth(),
  }));
  app.get<{ Params: { id: string } }>(
    '/v1/tools/:id',
    { schema: { summary: 'One tool card', tags: ['tools'], response: { 200: toolCard } } },
    (request) => {
      const entry = service.library.get(request.params.id);
      if (!entry) throw new RlarError('RLAR_NOT_FOUND', `no tool ${request.params.id}`);
      return entry.card;
    },
  );
}
