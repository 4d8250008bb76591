import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AnyRequest } from '../../agents/acquisitions/any-request.ts';
import { LatestState } from '../../evolution/loop/latest-state.ts';
import { runLoop } from '../../evolution/loop/run-loop.ts';
import type { EvolutionEvent, EvolutionState } from '../../evolution/loop/state.ts';
import { evolutionPlace } from '../../service/evolution-place.ts';
import { recordFeedback } from '../../service/record-feedback.ts';
import type { RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import { feedbackBody } from '../../spec/feedback.ts';
import { parseBody } from '../../spec/parse-or-throw.ts';
import type { Feedback } from '../../store/feedback.ts';
import { openFeedback } from '../../store/open-registry.ts';

const feedbackReply = z.object({
  /** Number of items that were recorded. */
  recorded: z.number().int(),
});

/** Milliseconds between two looks for new events, and between two signs of life. */
const LOOK_MS = 1_000;
const ALIVE_MS = 15_000;
/** Most share of the time that the loop takes from a server. */
const LOOP_SHARE = 0.02;
/** Most readers of events at once. */
const MOST_READERS = 64;

/**
 * `POST /v1/feedback`, `GET /v1/evolution`, `GET /v1/events`, and the loop itself where `evolution.enabled` says so.
 * @param acquire opens an acquisition in the background
 */
export function evolutionRoutes(
  app: FastifyInstance,
  service: RewardService,
  acquire: (request: AnyRequest) => Promise<string | null>,
): void {
  const { home, evolution } = service.config;
  const latest = home === null ? null : new LatestState(home);
  const state = (): EvolutionState => {
    if (!latest) throw new RlarError('RLAR_NOT_FOUND', 'there is no home, so no loop');
    return latest.get();
  };
  let feedback: Feedback | null = null;
  const ending = new AbortController();
  let loop: Promise<unknown> | null = null;
  app.addHook('onReady', async () => {
    if (!evolution.enabled || home === null || !service.store) return;
    feedback = await openFeedback(home);
    const place = evolutionPlace(service, feedback, evolution.acquire ? acquire : undefined);
    loop = runLoop(place, evolution, {
      signal: ending.signal,
      share: LOOP_SHARE,
      onTrouble: (line) => app.log.warn(line),
    });
    loop.catch((thrown: unknown) => app.log.error(thrown));
  });
  app.addHook('preClose', async () => {
    ending.abort();
    await loop?.catch(() => {});
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
  app.get('/v1/evolution', { schema: { summary: 'The loop of evolution', tags: ['evolution'] } }, () => {
    const { groups, changes, events, day, updated } = state();
    return { groups, changes, today: day, updated, alarms: events.filter(({ what }) => what === 'alarm') };
  });
  let readers = 0;
  app.get<{ Querystring: { after?: string } }>(
    '/v1/events',
    { schema: { summary: 'Events of the loop, as server-sent events', tags: ['evolution'] } },
    (request, reply) => {
      if (readers >= MOST_READERS) throw new RlarError('RLAR_OVERLOADED', 'too many readers of events');
      const newest = state().events.at(-1)?.number ?? 0;
      const given = request.headers['last-event-id'] ?? request.query.after;
      let last = Number(given);
      if (!Number.isSafeInteger(last) || given === undefined) last = newest;
      readers += 1;
      reply.hijack();
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        connection: 'keep-alive',
      });
      const tell = () => {
        for (const event of state().events.filter(({ number }) => number > last)) {
          reply.raw.write(lineOf(event));
          last = event.number;
        }
      };
      const [look, alive] = [
        setInterval(tell, LOOK_MS),
        setInterval(() => reply.raw.write(': alive\n\n'), ALIVE_MS),
      ];
      const end = () => {
        clearInterval(look);
        clearInterval(alive);
        reply.raw.end();
      };
      ending.signal.addEventListener('abort', end, { once: true });
      reply.raw.on('close', () => {
        readers -= 1;
        ending.signal.removeEventListener('abort', end);
        end();
      });
      reply.raw.write(': events of the loop\n\n');
      tell();
    },
  );
}

/** JSON has no line breaks of its own, so that one event is one line. */
function lineOf(event: EvolutionEvent): string {
  return `id: ${event.number}\nevent: ${event.what}\ndata: ${JSON.stringify(event)}\n\n`;
}
