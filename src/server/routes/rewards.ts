import type { FastifyInstance } from 'fastify';
import type { RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import { Stretches } from '../../spec/give-way.ts';
import type { Reward } from '../../spec/reward.ts';
import { rewardsReply } from '../../spec/wire.ts';
import { bodyOf } from '../body/body-of.ts';
import { clientSignal } from '../client-signal.ts';
import type { IdempotencyCache, Reply } from '../idempotency-cache.ts';
import type { IntakeWarnings } from '../intake-warnings.ts';
import { type Batch, readJsonBatch } from '../read-batch.ts';
import type { GroupReader } from '../rows/group-reader.ts';
import { runSettingsNote } from '../run-settings-note.ts';
import { scoreBatch } from '../score-batch.ts';
import { rewardsBody } from '../shapes.ts';
import { wireReward } from '../wire-reward.ts';
import type { WorkQueue } from '../work-queue.ts';

/** The objects that the routes share with others of the server. */
interface RewardParts {
  readonly service: RewardService;
  readonly queue: WorkQueue;
  readonly replies: IdempotencyCache;
  readonly warnings: IntakeWarnings;
  readonly reader: GroupReader;
}

/** `POST /v1/rewards`: a batch of groups, mixed kinds, answered per item, in order. `GET /v1/rewards/:id`. */
export function rewardRoutes(
  app: FastifyInstance,
  { service, queue, replies, warnings, reader }: RewardParts,
): void {
  app.post(
    '/v1/rewards',
    {
      schema: {
        summary: 'Score groups of rollouts',
        tags: ['rewards'],
        body: rewardsBody,
        response: { 200: rewardsReply } as Record<number, typeof rewardsReply>,
      },
      validatorCompiler: () => () => true,
    },
    async (request, reply) => {
      const taken = bodyOf(request);
      const asked = { route: 'rewards', digest: taken.digest, client: clientSignal(reply) };
      const { status, body } = await replies.once(asked, async (signal) => {
        const batch = await readJsonBatch(taken, service.config.limits.batchRollouts, reader);
        const { run } = batch.context;
        return queue.run(
          batch.rollouts,
          () => score(service, batch, warnings, { signal, once: `rewards ${taken.digest}` }),
          { run, signal },
        );
      });
      return reply.status(status).type('application/json; charset=utf-8').send(body);
    },
  );
}

async function score(
  service: RewardService,
  batch: Batch,
  warnings: IntakeWarnings,
  { signal, once }: { readonly signal: AbortSignal; readonly once: string },
): Promise<Reply & { keep: boolean }> {
  const items = (await scoreBatch(service, batch, signal, once)).flat().map(wireReward);
  const keep = items.every((item) => item.status !== 'failed');
  const error = requestError(items);
  const note = runSettingsNote(batch.context, await service.settingsOf(batch.context));
  const lines = [...warnings.of(batch), ...(note === null ? [] : [note])];
  const head = error ? `{"error":${JSON.stringify(error.toBody())},"items":[` : '{"items":[';
  const tail = lines.length > 0 ? `],"warnings":${JSON.stringify(lines)}}` : ']}';
  const body = await jsonBytes(head, items, tail);
  return error ? { status: error.status, body, keep: false } : { status: 200, body, keep };
}

/** A reply may have many megabytes, so it is written item by item and other requests run between the items. */
async function jsonBytes(head: string, items: readonly Reward[], tail: string): Promise<Buffer> {
  const stretches = new Stretches();
  const pieces = [Buffer.from(head)];
  for (const [index, item] of items.entries()) {
    pieces.push(Buffer.from(`${index > 0 ? ',' : ''}${JSON.stringify(item)}`));
    await stretches.giveWay();
  }
  pieces.push(Buffer.from(tail));
  return Buffer.concat(pieces);
}

/**
 * The error of a request in which no item could be scored because of the request itself. A batch with one good item is not
 * an error.
 */
function requestError(items: readonly Reward[]): RlarError | null {
  const errors = items.flatMap((item) => (item.error?.boundary === 'request' ? [item.error] : []));
  const first = errors[0];
  if (!first || errors.length < items.length) return null;
  return new RlarError(first.code, first.message);
}
