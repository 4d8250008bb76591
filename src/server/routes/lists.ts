import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { compareRewards } from '../../evaluation/compare-rewards.ts';
import { runReport, runSummaries } from '../../evaluation/run-report.ts';
import type { RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import type { Store } from '../../store/store.ts';
import { REWARD_SORTS } from '../../store/views.ts';
import { count, page, readQuery as read, rewardFilter, text } from '../read-query.ts';
import { rewardLine } from '../reward-line.ts';
import { storeOf } from '../store-of.ts';

const listQuery = z.strictObject({
  ...rewardFilter,
  ...page,
  sort: z.enum(REWARD_SORTS).optional(),
  q: text.optional(),
});
const reportQuery = z.strictObject({ kind: text.optional(), tool: text.optional() });
const compareQuery = z.strictObject({ a: text, b: text, run: text.optional(), rows: count(0).optional() });

/**
 * What the ledger has, in lists and figures: `GET /v1/rewards`, `/v1/runs`, `/v1/runs/:run` and `/v1/compare`. They read facts
 * that are filled behind the ledger.
 */
export function listRoutes(app: FastifyInstance, service: RewardService): void {
  const store = (): Store => storeOf(service);
  app.get(
    '/v1/rewards',
    {
      schema: {
        summary: 'Recorded rewards, page by page',
        description:
          '`next` is the `cursor` of the next page, null on the last; `found` counts all that match. With `q`, rewards whose ' +
          'prompt or response has all its words, or "a phrase", or begin*, the newest or oldest first: `found` is null, and ' +
          '`behind` counts rewards that cannot be found yet.',
        tags: ['rewards'],
        querystring: listQuery,
      },
    },
    async (request) => {
      const { q, sort, ...wanted } = read(listQuery, request.query);
      if (q !== undefined) {
        if (sort !== undefined && sort !== 'newest' && sort !== 'oldest')
          throw new RlarError('RLAR_INVALID_REQUEST', 'a search is sorted by newest or oldest');
        const order = sort === undefined ? {} : { sort };
        const { records, next, behind } = await store().views.search({ text: q, ...order, ...wanted });
        return { found: null, items: records.map(rewardLine), next, behind };
      }
      const { found, records, next } = await store().views.listRewards({ ...wanted, ...(sort && { sort }) });
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
