import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { runMetrics } from '../../evaluation/run-metrics.ts';
import type { RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import { GROUP_SORTS, groupPage } from '../../spec/views/group-line.ts';
import { histogram } from '../../spec/views/histogram.ts';
import { series } from '../../spec/views/series.ts';
import { groupRecord } from '../group-record.ts';
import { count, page, readQuery, rewardFilter, step, text } from '../read-query.ts';
import { storeOf } from '../store-of.ts';

const { run, kind, tool, origin } = rewardFilter;
const seriesQuery = z.strictObject({
  ...rewardFilter,
  by: z.enum(['all', 'kind', 'tool']).default('all'),
  points: count(1).default(300),
});
const histogramQuery = z.strictObject({
  run,
  kind,
  tool,
  origin,
  step: step.optional(),
  bins: count(2, 60).default(20),
  points: count(1, 300).default(60),
});
const metricsQuery = z.strictObject({
  run: text,
  by: z.enum(['all', 'kind', 'tool']).default('all'),
  after: step.optional(),
});
const groupsQuery = z.strictObject({
  run,
  kind,
  tool,
  step: step.optional(),
  sort: z.enum(GROUP_SORTS).optional(),
  ...page,
});
const groupQuery = z.strictObject({
  run,
  step: step.optional(),
  limit: count(1, 64).default(64),
  cursor: text.optional(),
});

/**
 * What people look at: figures over steps, distributions, groups side by side: `GET /v1/series`, `/v1/run-metrics`,
 * `/v1/histogram`, `/v1/groups` and `/v1/groups/:query`. They read facts that are filled behind the ledger.
 */
export function observatoryRoutes(app: FastifyInstance, service: RewardService): void {
  const tags = ['runs'];
  app.get(
    '/v1/series',
    {
      schema: {
        summary: 'Figures over the steps of a run, by kind or tool',
        description:
          'At most `points` stretches of steps. Coverage is `scored` of `rewards`; a group without a signal counts in `zeroSignal`.',
        tags,
        querystring: seriesQuery,
        response: { 200: series },
      },
    },
    async (request) => {
      const { by, points, ...filter } = readQuery(seriesQuery, request.query);
      return storeOf(service).views.series(by, points, filter);
    },
  );
  app.get(
    '/v1/run-metrics',
    {
      schema: {
        summary: 'Metrics of a run under flat names, for loggers',
        description:
          'One line a step, or a step and kind or tool: `{run, step, part?, metrics: {NAME: number}}`, as `rlar runs export` ' +
          'writes them. `after` leaves out the steps up to it.',
        tags,
        querystring: metricsQuery,
      },
    },
    async (request) => {
      const { run: named, ...wanted } = readQuery(metricsQuery, request.query);
      return { lines: await runMetrics(storeOf(service), named, wanted) };
    },
  );
  app.get(
    '/v1/histogram',
    {
      schema: {
        summary: 'How rewards are distributed, by stretch of steps',
        tags,
        querystring: histogramQuery,
        response: { 200: histogram },
      },
    },
    async (request) => {
      const { bins, points, ...filter } = readQuery(histogramQuery, request.query);
      return storeOf(service).views.histogram({ bins, points }, filter);
    },
  );
  app.get(
    '/v1/groups',
    {
      schema: {
        summary: 'Groups: all rollouts of a query within a step',
        description: 'Sorted by age, spread of rewards, length, or disagreement of tools, the largest first.',
        tags,
        querystring: groupsQuery,
        response: { 200: groupPage },
      },
    },
    async (request) => storeOf(service).views.listGroups(readQuery(groupsQuery, request.query)),
  );
  app.get<{ Params: { query: string } }>(
    '/v1/groups/:query',
    {
      schema: {
        summary: 'One group: the query, and its recorded rewards',
        description: 'Long texts are cut, and say so: `GET /v1/rewards/RECORD` has them whole.',
        tags,
        querystring: groupQuery,
      },
    },
    async (request) => {
      const { limit, cursor, ...filter } = readQuery(groupQuery, request.query);
      const key = request.params.query;
      const after = cursor === undefined ? {} : { after: cursor };
      const { found, records, next } = await storeOf(service).views.groupRewards(key, filter, {
        limit,
        ...after,
      });
      if (found === 0) throw new RlarError('RLAR_NOT_FOUND', `no recorded group of the query ${key}`);
      return {
        query: key,
        run: filter.run ?? null,
        step: filter.step ?? null,
        body: records[0]?.query ?? null,
        found,
        records: records.map(groupRecord),
        next,
      };
    },
  );
}
