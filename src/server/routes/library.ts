import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { findSnapshot } from '../../library/registry/find-snapshot.ts';
import { withRegistry } from '../../library/registry/open-registry.ts';
import { rollBack } from '../../library/registry/roll-back.ts';
import { snapshotDiff } from '../../library/snapshot-diff.ts';
import { toolAgreement } from '../../service/tool-agreement.ts';
import type { RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import { parseBody } from '../../spec/parse-or-throw.ts';
import { agreement } from '../../spec/views/tool-history.ts';
import { openFeedback } from '../../store/open-registry.ts';
import { type LogEntry, logEntry } from '../../store/registry.ts';
import { numberInUrl } from '../number-in-url.ts';
import { count, readQuery, text } from '../read-query.ts';

const PAGE = 100;
const logQuery = z.strictObject({
  limit: count(1).default(PAGE),
  cursor: numberInUrl(z.number().int().min(1)).optional(),
});
const diffQuery = z.strictObject({ before: text, after: text.optional(), tool: text.optional() });
const rollbackBody = z.strictObject({
  /** The number of an entry of the log, or a snapshot; the state before the last change by default. */
  to: z.union([z.number().int().min(1), text]).optional(),
  reason: z.string().max(1_000).optional(),
});
const logReply = z.object({ snapshot: z.string(), items: z.array(logEntry), next: z.string().nullable() });
const historyReply = z.object({ items: z.array(logEntry), agreement });
const rollbackReply = z.object({ snapshot: z.string(), entry: logEntry.nullable() });

/**
 * The history of the library: `GET /v1/library/log`, `/v1/library/diff`, `/v1/tools/:id/history`, and `POST
 * /v1/library/rollback`, which only a server with a token does.
 */
export function libraryRoutes(app: FastifyInstance, service: RewardService, hasToken: boolean): void {
  const { home } = service.config;
  const tags = ['tools'];
  const entries = async (): Promise<LogEntry[]> =>
    home === null ? [] : withRegistry({ home }, (registry) => registry.entries());
  const at = (name?: string) => findSnapshot({ home, current: service.library }, name);
  app.get(
    '/v1/library/log',
    {
      schema: {
        summary: 'What was published, removed and rolled back, the newest first',
        tags,
        querystring: logQuery,
        response: { 200: logReply },
      },
    },
    async (request) => {
      const { limit, cursor } = readQuery(logQuery, request.query);
      const older = (await entries()).filter(({ seq }) => cursor === undefined || seq < cursor);
      const items = older.slice(0, limit);
      const next = older.length > limit ? String(items.at(-1)?.seq) : null;
      return { snapshot: service.library.snapshot, items, next };
    },
  );
  app.get(
    '/v1/library/diff',
    {
      schema: {
        summary: 'The differences between two snapshots of the library',
        description:
          '`before` and `after` are snapshots, or numbers of entries of the log; `after` is the library as it is where it is ' +
          'absent. With `tool` also both cards of that tool.',
        tags,
        querystring: diffQuery,
      },
    },
    async (request) => {
      const { before, after, tool } = readQuery(diffQuery, request.query);
      const [old, now] = [await at(before), await at(after)];
      const cards = [old, now].map(({ cards }) => cards.find(({ id }) => id === tool) ?? null);
      return {
        before: old.id,
        after: now.id,
        differences: snapshotDiff(old, now).filter(({ id }) => tool === undefined || id === tool),
        ...(tool !== undefined && { cards }),
      };
    },
  );
  app.get<{ Params: { id: string } }>(
    '/v1/tools/:id/history',
    {
      schema: {
        summary: 'What happened to one tool, and how people’s verdicts agree with it',
        tags,
        response: { 200: historyReply },
      },
    },
    async (request) => {
      const { id } = request.params;
      const card = service.library.get(id)?.card;
      const items = (await entries()).filter(({ changes }) => changes.some((change) => change.id === id));
      if (!card && items.length === 0) throw new RlarError('RLAR_NOT_FOUND', `no tool ${id}`);
      const feedback = home === null || !service.store || !card ? null : await openFeedback(home);
      try {
        const said = (await feedback?.list()) ?? [];
        const none = { verdicts: 0, agree: 0, falsePositives: 0, falseNegatives: 0, share: null };
        const agrees = card && service.store ? await toolAgreement(card, said, service.store) : none;
        return { items, agreement: agrees };
      } finally {
        await feedback?.close();
      }
    },
  );
  app.post(
    '/v1/library/rollback',
    {
      schema: {
        summary: 'Publish again what was published before',
        description: 'Only on a server with a token. Runs keep the snapshots that they have.',
        tags,
        body: rollbackBody,
        response: { 200: rollbackReply },
      },
      validatorCompiler: () => () => true,
    },
    async (request) => {
      if (!hasToken)
        throw new RlarError(
          'RLAR_TOKEN_NEEDED',
          'this server has no token, so it changes no library over HTTP',
        );
      if (home === null) throw new RlarError('RLAR_NOT_FOUND', 'there is no home, so nothing was published');
      const { to, reason } = parseBody(rollbackBody, request.body);
      const entry = await rollBack({ home }, to, { by: 'user', ...(reason !== undefined && { reason }) });
      const { snapshot } = await service.refreshLibrary();
      return { snapshot, entry };
    },
  );
}
