import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { groupsFor, requestFor, type SampleGroup } from '../../agents/acquisitions/request-for.ts';
import { acquisitionState } from '../../agents/acquisitions/state.ts';
import { summarize } from '../../agents/acquisitions/trace-summary.ts';
import type { AcquisitionTarget } from '../../agents/code-agent/request.ts';
import { modelRequestFor } from '../../agents/web-agent/model-request-for.ts';
import type { RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import { kindName } from '../../spec/kinds.ts';
import { parseBody } from '../../spec/parse-or-throw.ts';
import type { AgentDesk } from '../agent-desk.ts';
import { readBatch } from '../read-batch.ts';
import { rewardsBody } from '../shapes.ts';

const wanted = z.object({
  kind: kindName.optional(),
  constraint: z.string().min(1).max(200).optional(),
  text: z.string().max(10_000).optional(),
  seed: z.number().int().positive().default(1),
  /** A program that the code agent writes, or a reward model that the web agent finds. */
  type: z.enum(['tool', 'reward-model']).default('tool'),
});
const body = rewardsBody.extend(wanted.shape).meta({
  description:
    'What is wanted, `kind` or `constraint` (with `text`, as a prompt words it), and sample `groups`: queries, with ' +
    'responses and `correct` where there are some. With `type: reward-model` the web agent finds a model for the kind.',
});
const listReply = z.object({ acquisitions: z.array(acquisitionState) });

/**
 * `POST /v1/acquisitions` answers 202, and agents work in the background, in this process or another. A second request for the
 * same target joins the running work. Scoring goes on meanwhile and uses each tool that is admitted.
 */
export function acquisitionRoutes(app: FastifyInstance, service: RewardService, desk: AgentDesk): void {
  app.post(
    '/v1/acquisitions',
    {
      schema: {
        summary: 'Have a tool written and tested',
        tags: ['acquisitions'],
        body,
        response: { 202: acquisitionState },
      },
      validatorCompiler: () => () => true,
    },
    async (request, reply) => {
      const { target, seed, type } = readWanted(request.body);
      const { limits, shapes, acquire } = service.config;
      const batch = await readBatch(request.body, limits.batchRollouts, { shapes, needsResponse: false });
      const groups = batch.groups.map((entry): SampleGroup => {
        if (!entry.ok) throw new RlarError(entry.error.code, entry.error.message);
        const { group, labels } = entry.row;
        const answers = group.rollouts.map(({ text }, at) => ({ text, good: labels[at] ?? null }));
        return { query: group.query, answers };
      });
      const chosen = groupsFor(target, groups);
      if (chosen.length === 0)
        throw new RlarError('RLAR_INVALID_REQUEST', 'groups: no sample query for what is wanted');
      const { models: settings } = acquire;
      const wish =
        type === 'reward-model' && target.what === 'kind'
          ? modelRequestFor({ kind: target.kind, settings, seed }, chosen)
          : requestFor(target, chosen, seed);
      const state = await desk.request(wish);
      return reply.status(202).header('location', `/v1/acquisitions/${state.id}`).send(state);
    },
  );
  const listSchema = { summary: 'All acquisitions', tags: ['acquisitions'], response: { 200: listReply } };
  app.get('/v1/acquisitions', { schema: listSchema }, async () => ({
    acquisitions: await desk.acquisitions.list(),
  }));
  app.get<{ Params: { id: string } }>(
    '/v1/acquisitions/:id',
    { schema: { summary: 'One acquisition, with what happened', tags: ['acquisitions'] } },
    async (request) => {
      const { id } = request.params;
      const state = await desk.acquisitions.get(id);
      if (!state) throw new RlarError('RLAR_NOT_FOUND', `no acquisition ${id}`);
      const { events, costs } = summarize(await desk.acquisitions.trace(id));
      return { ...state, events, calls: costs };
    },
  );
}

function readWanted(given: unknown): {
  readonly target: AcquisitionTarget;
  readonly seed: number;
  readonly type: 'tool' | 'reward-model';
} {
  const { kind, constraint, text, seed, type } = parseBody(wanted, given);
  if ((kind === undefined) === (constraint === undefined))
    throw new RlarError('RLAR_INVALID_REQUEST', 'say what is wanted: kind or constraint');
  if (kind !== undefined) return { target: { what: 'kind', kind }, seed, type };
  if (type === 'reward-model')
    throw new RlarError('RLAR_INVALID_REQUEST', 'type: a reward model is for a kind, not for a constraint');
  return { target: { what: 'constraint', id: constraint ?? '', ...(text && { text }) }, seed, type };
}
