import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { PolicyDesk } from '../../agents/policy-agent/policy-desk.ts';
import type { RewardService } from '../../service.ts';
import { decisions } from '../../spec/decisions.ts';
import { RlarError } from '../../spec/errors.ts';
import { parseBody } from '../../spec/parse-or-throw.ts';
import { readBatch } from '../read-batch.ts';
import { rewardsBody } from '../shapes.ts';

const wanted = z.object({ all: z.boolean().default(false) });
const body = rewardsBody.extend(wanted.shape).meta({
  description:
    'Queries to decide about, as `groups`; responses are not looked at. With `all` also kinds for which the rules leave ' +
    'nothing to decide.',
});
const state = z.object({
  running: z.boolean(),
  waiting: z.object({ prompts: z.number().int(), kinds: z.number().int() }),
  last: z
    .object({ named: z.number().int(), decided: z.number().int(), error: z.string().nullable() })
    .nullable(),
});
const policyReply = decisions.extend({ snapshot: z.string(), agent: state });

/**
 * `GET /v1/policy`: what the policy agent has decided, and what it is doing. `POST /v1/policy` answers 202 and has it
 * decide about the given queries in the background; without a language model it answers RLAR_MODEL_MISSING. Where `acquire.decide` is on, it is asked about queries that got no
 * reward by itself.
 * @param open called once. Without a home nothing is decided
 * @returns a function that gives the number of model calls since the start
 */
export function policyRoutes(
  app: FastifyInstance,
  service: RewardService,
  open: (service: RewardService) => PolicyDesk,
): () => number {
  let opened: PolicyDesk | null = null;
  const desk = (): PolicyDesk => {
    opened ??= open(service);
    return opened;
  };
  const { home, acquire } = service.config;
  const isWatching = home !== null && acquire.decide;
  if (isWatching)
    service.observePlans((query, assignment) => {
      if (assignment.tools.length === 0) desk().note(query, assignment);
    });
  const timer = isWatching ? setInterval(() => void desk().start(), acquire.decideEveryMs).unref() : null;
  app.addHook('onClose', async () => {
    if (timer) clearInterval(timer);
    await opened?.close();
  });
  const getSchema = {
    summary: 'What the policy agent decided',
    tags: ['policy'],
    response: { 200: policyReply },
  };
  const replyNow = async () => ({
    snapshot: service.library.snapshot,
    ...service.library.decisions,
    agent: await desk().state(),
  });
  app.get('/v1/policy', { schema: getSchema }, replyNow);
  app.post(
    '/v1/policy',
    {
      schema: {
        summary: 'Have the policy agent decide about queries',
        tags: ['policy'],
        body,
        response: { 202: policyReply },
      },
      validatorCompiler: () => () => true,
    },
    async (request, reply) => {
      const { all } = parseBody(wanted, request.body);
      const { limits, shapes } = service.config;
      const batch = await readBatch(request.body, limits.batchRollouts, { shapes, needsResponse: false });
      const groups = batch.groups.map((entry) => {
        if (!entry.ok) throw new RlarError(entry.error.code, entry.error.message);
        return entry.row.group;
      });
      if (groups.length === 0)
        throw new RlarError('RLAR_INVALID_REQUEST', 'groups: no query to decide about');
      await desk().requireModel();
      const assigned = await service.assign({ context: {}, groups });
      for (const [index, { query }] of groups.entries()) desk().note(query, assigned[index]!.assignment);
      void desk().start(all);
      return reply
        .status(202)
        .header('location', '/v1/policy')
        .send(await replyNow());
    },
  );
  return () => opened?.calls ?? 0;
}
