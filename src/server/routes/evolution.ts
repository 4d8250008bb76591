import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { labelledRows } from '../../evolution/gold/labelled-rows.ts';
import type { LatestState } from '../../evolution/loop/latest-state.ts';
import type { EvolutionState } from '../../evolution/loop/state.ts';
import { estimatesOf } from '../../evolution/watches/estimates.ts';
import { recordFeedback } from '../../service/record-feedback.ts';
import type { RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import { feedbackBody } from '../../spec/feedback.ts';
import { parseBody } from '../../spec/parse-or-throw.ts';
import type { Feedback } from '../../store/feedback.ts';
import { openFeedback } from '../../store/open-registry.ts';
import { streamEvents } from '../event-stream.ts';
import { numberInUrl } from '../number-in-url.ts';
import { count, readQuery, text } from '../read-query.ts';

const feedbackQuery = z.strictObject({
  as: z.enum(['list', 'rows']).default('list'),
  record: text.optional(),
  limit: count(1).default(100),
  cursor: numberInUrl(z.number().int().min(0)).default(0),
});
const feedbackReply = z.object({
  /** Number of items that were recorded. */
  recorded: z.number().int(),
});

/** Newest events of a reply. */
const SHOWN_EVENTS = 200;
/** Milliseconds between two looks for new events. */
const LOOK_MS = 1_000;
/** Most readers of events at once. */
const MOST_READERS = 64;

/** `POST` and `GET /v1/feedback`, `GET /v1/evolution`, `GET /v1/events`. */
export function evolutionRoutes(
  app: FastifyInstance,
  service: RewardService,
  loop: LatestState | null,
): void {
  const { home } = service.config;
  const state = async (): Promise<EvolutionState> => {
    if (!loop) throw new RlarError('RLAR_NOT_FOUND', 'there is no home, so no loop');
    return loop.get();
  };
  let feedback: Feedback | null = null;
  const ending = new AbortController();
  app.addHook('preClose', async () => {
    ending.abort();
    await feedback?.close();
  });
  app.post(
    '/v1/feedback',
    {
      schema: {
        summary: 'Say what is true of recorded rewards',
        description:
          'A verdict `{record, correct}`, a pair `{chosen, rejected}`, or a click `{record, action, exposure}`; `items` for several. ' +
          'It is evidence for the watches, for admission and for training: no recorded reward changes.',
        tags: ['evolution'],
        body: feedbackBody,
        response: { 200: feedbackReply },
      },
      validatorCompiler: () => () => true,
    },
    async (request) => {
      const { store } = service;
      if (home === null || !store)
        throw new RlarError(
          'RLAR_NOT_FOUND',
          'nothing is recorded here, so there is nothing to give feedback on',
        );
      const body = parseBody(feedbackBody, request.body);
      const items = 'items' in body ? body.items : [body];
      feedback ??= await openFeedback(home);
      await recordFeedback(items, store, feedback);
      return { recorded: items.length };
    },
  );
  app.get(
    '/v1/feedback',
    {
      schema: {
        summary: 'What people and trusted checks said',
        description:
          'In the order in which it came; `record` for one reward. `as=rows`: labelled rows as JSON lines, for regression sets and `rlar gold add`.',
        tags: ['evolution'],
        querystring: feedbackQuery,
      },
    },
    async (request, reply) => {
      if (home === null || !service.store) throw new RlarError('RLAR_NOT_FOUND', 'nothing is recorded here');
      const { as, record, limit, cursor } = readQuery(feedbackQuery, request.query);
      feedback ??= await openFeedback(home);
      if (as === 'rows') {
        const rows = labelledRows(await feedback.list());
        const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
        return reply.type('application/jsonl; charset=utf-8').serializer(String).send(lines);
      }
      if (record !== undefined) {
        const items = (await feedback.list()).filter(({ body }) => body.record === record);
        return { items, next: null };
      }
      const items = await feedback.list(cursor, limit + 1);
      const shown = items.slice(0, limit);
      return { items: shown, next: items.length > limit ? String(shown.at(-1)?.number) : null };
    },
  );
  app.get(
    '/v1/evolution',
    { schema: { summary: 'The loop of evolution', tags: ['evolution'] } },
    async () => {
      const { groups, changes, events, day, updated, watcher } = await state();
      const alarms = events.filter(({ what }) => what === 'alarm');
      const shown = events.slice(-SHOWN_EVENTS);
      const told = changes.map(({ used: _, ...change }) => change);
      return { groups, changes: told, today: day, updated, alarms, events: shown, ...estimatesOf(watcher) };
    },
  );
  let readers = 0;
  app.get<{ Querystring: { after?: string } }>(
    '/v1/events',
    { schema: { summary: 'Events of the loop, as server-sent events', tags: ['evolution'] } },
    async (request, reply) => {
      if (readers >= MOST_READERS) throw new RlarError('RLAR_OVERLOADED', 'too many readers of events');
      const newest = (await state()).events.at(-1)?.number ?? 0;
      const given = request.headers['last-event-id'] ?? request.query.after;
      let last = Number(given);
      if (!Number.isSafeInteger(last) || given === undefined) last = newest;
      readers += 1;
      streamEvents(reply, {
        everyMs: LOOK_MS,
        signal: ending.signal,
        async look(send) {
          for (const event of (await state()).events.filter(({ number }) => number > last)) {
            send({ id: event.number, event: event.what, data: event });
            last = event.number;
          }
        },
        onEnd: () => {
          readers -= 1;
        },
      });
    },
  );
}
