import type { FastifyInstance } from 'fastify';
import {
  openRecordedAcquisitions,
  type RecordedAcquisitions,
} from '../../agents/acquisitions/recorded-acquisitions.ts';
import type { LatestState } from '../../evolution/loop/latest-state.ts';
import type { RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import { streamEvents } from '../event-stream.ts';

const LOOK_MS = 1_000;
/** Looks between two looks at the acquisitions, which stand in files of their own. */
const ACQUISITIONS_EVERY = 3;
/** Most readers at once. */
const MOST_READERS = 64;

/**
 * `GET /v1/live`: tells a dashboard what has changed, so that it asks again: `ledger` where rewards came in, `library` where
 * another snapshot serves, `acquisitions` where one moved, `alarm` for each alarm of the loop.
 */
export function liveRoute(app: FastifyInstance, service: RewardService, loop: LatestState | null): void {
  const { home } = service.config;
  const ending = new AbortController();
  let readers = 0;
  let recorded: Promise<RecordedAcquisitions> | null = null;
  const acquisitionsOf = (place: string): Promise<RecordedAcquisitions> => {
    recorded ??= openRecordedAcquisitions(place).catch((thrown: unknown) => {
      recorded = null;
      throw thrown;
    });
    return recorded;
  };
  app.addHook('preClose', async () => {
    ending.abort();
    await (await recorded?.catch(() => null))?.close();
  });
  app.get(
    '/v1/live',
    { schema: { summary: 'What changes, as server-sent events', tags: ['runs'] } },
    (_request, reply) => {
      if (readers >= MOST_READERS) throw new RlarError('RLAR_OVERLOADED', 'too many readers of events');
      readers += 1;
      const told: Record<string, string> = {};
      let seen: number | null = null;
      let looks = 0;
      streamEvents(reply, {
        everyMs: LOOK_MS,
        signal: ending.signal,
        onEnd: () => {
          readers -= 1;
        },
        async look(send) {
          const tell = (event: string, data: object): void => {
            const text = JSON.stringify(data);
            if (told[event] !== text) send({ event, data });
            told[event] = text;
          };
          tell('ledger', { record: (await service.store?.views.newest()) ?? null });
          tell('library', { snapshot: service.library.snapshot });
          if (home !== null && looks % ACQUISITIONS_EVERY === 0) {
            const states = await (await acquisitionsOf(home)).list();
            const running = states.filter(({ status }) => status === 'running' || status === 'queued').length;
            tell('acquisitions', { running, updated: Math.max(0, ...states.map(({ updated }) => updated)) });
          }
          looks += 1;
          const events = (await loop?.get())?.events ?? [];
          const last = events.at(-1)?.number ?? 0;
          for (const event of events)
            if (event.number > (seen ?? last) && event.what === 'alarm')
              send({ event: 'alarm', data: event });
          seen = Math.max(seen ?? 0, last);
        },
      });
    },
  );
}
