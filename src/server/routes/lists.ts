import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { compareRewards } from '../../evaluation/compare-rewards.ts';
import { runReport, runSummaries } from '../../evaluation/run-report.ts';
import type { RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import { parseOrThrow } from '../../spec/parse-or-throw.ts';
import { CAUSES } from '../../spec/verdict.ts';
import type { Store } from '../../store/store.ts';
import { REWARD_SORTS } from '../../store/views.ts';
import { rewardLine } from '../reward-line.ts';

const MOST_ROWS = 1_000;
const text = z.string().min(1).max(1_000);
const count = z.coerce.number().int().min(0).max(MOST_ROWS);

const listQuery = z.strictObject({
  run: text.optional(),
  step: z.coerce.number().int().min(0).optional(),
  kind: text.optional(),
  tool: text.optional(),
  status: z.enum(['scored', 'unscored', 'failed']).optional(),
  cause: z.enum(CAUSES).optional(),
  flag: text.optional(),
  snapshot: text.optional(),
  origin: z.enum(['scored', 'rescored', 'any']).optional(),
  sort: z.enum(REWARD_SORTS).optional(),
  limit: count.min(1).optional(),
  cursor: text.optional(),
});
const reportQuery = z.strictObject({ kind: text.optional(), tool: text.optional() });
const compareQuery = z.strictObject({ a: text, b: text, run: text.optional(), rows: count.optional() });

/**
 * What the ledger has, in lists and figures: `GET /v1/rewards`, `/v1/runs`, `/v1/runs/:run` and `/v1/compare`. They read facts
 * that are filled behind the ledger.
 */
export function listRoutes(app: FastifyInstance, service: RewardService): void {
  const store = (): Store => {
    if (service.store) return service.store;
    throw new RlarError('RLAR_NOT_FOUND', 'nothing is recorded here, so there is nothing to list');
  };
  app.get(
    '/v1/rewards',
    {
      schema: {
        summary: 'Recorded rewards, page by page',
        description:
          '`next` is the `cursor` of the next page, null on the last; `found` counts all that match.',
        tags: ['rewards'],
        querystring: listQuery,
      },
    },
    async (request) => {
      const { found, records, next } = await store().views.listRewards(read(listQuery, request.query));
      return { found, items: records.map(rewardLine), next };
    },
  );
  app.get('/v1/runs', { schema: { summary: 'All runs, with figures', tags: ['runs'] } }, async () => ({
    items: await runSummaries(store()),
  }));
  app.get<{ Params: { '*': string } }>(
    '/v1/runs/*',
    {
      schema: {
        summary: 'A run by step, kind, tool and snapshot',
        description: 'Mean, rewards without a number by cause, groups without a signal, length, flags.',
        tags: ['runs'],
        querystring: reportQuery,
      },
    },
    async (request) => {
      const run = request.params['*'];
      const report = await runReport(store(), run, read(reportQuery, request.query));
      if (!report) throw new RlarError('RLAR_NOT_FOUND', `no run ${run}`);
      return report;
    },
  );
  app.get(
    '/v1/compare',
    {
      schema: {
        summary: 'Two runs, snapshots or tools on the same rollouts',
        description:
          '`a` and `b` are the name of a run, `snapshot:ID` or `tool:ID`; `run` bounds the latter two.',
        tags: ['runs'],
        querystring: compareQuery,
      },
    },
    async (request) => {
      const { a, b, run, rows } = read(compareQuery, request.query);
      return compareRewards(store(), [a, b], {
        ...(run !== undefined && { within: run }),
        ...(rows !== undefined && { rows }),
      });
    },
  );
}

/** Fields that were not given are left out, not undefined. @throws RLAR_INVALID_REQUEST */
function read<Schema extends z.ZodType>(schema: Schema, query: unknown): z.output<Schema> {
  return parseOrThrow(schema, query, { code: 'RLAR_INVALID_REQUEST', whole: 'query' });
}
