import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import { parseBody } from '../../spec/parse-or-throw.ts';
import { reward } from '../../spec/reward.ts';
import type { RecordedGroup } from '../../store/ledger.ts';
import { decodeRecord, encodeRecord } from '../../store/record-id.ts';
import { wireReward } from '../wire-reward.ts';

const body = z.strictObject({
  record: z.string().min(1).max(200),
  /** `same`: with the assignment it had · `latest`: assigned anew by this library · or the id of a snapshot. */
  snapshot: z.string().min(1).max(200).default('same'),
  /** Whether the new rewards are recorded, marked as rescored. Otherwise they are only shown. */
  keep: z.boolean().default(false),
});
const reply = z.object({
  before: reward,
  after: reward,
  /** Rollouts that were scored again: a group has one reward function and is scored as a whole. */
  rollouts: z.number().int(),
});
export type RescoreReply = z.infer<typeof reply>;

/** `POST /v1/rescore`: makes one recorded reward again, together with its group. */
export function rescoreRoutes(app: FastifyInstance, service: RewardService): void {
  app.post(
    '/v1/rescore',
    {
      schema: {
        summary: 'Make a recorded reward again',
        description:
          'The whole group is scored again. No recorded reward changes; `keep` adds new records beside the old.',
        tags: ['rewards'],
        body,
        response: { 200: reply },
      },
      validatorCompiler: () => () => true,
    },
    async (request): Promise<RescoreReply> => {
      const { record, snapshot, keep } = parseBody(body, request.body);
      const group = await groupOf(service, record);
      const [rewards] = await (keep ? service.rescore([group], snapshot) : service.replay([group], snapshot));
      const at = group.records.findIndex((one) => one.record === record);
      return {
        before: wireReward(group.records[at]!.reward),
        after: wireReward(rewards![at]!),
        rollouts: group.records.length,
      };
    },
  );
}

/** How many records before the one that is wanted its group is looked for: few at first, since most groups are small. */
const LOOKS_BACK = [1, 16, 256, 4_096, 65_536];

/** @throws RLAR_NOT_FOUND */
async function groupOf({ store }: RewardService, record: string): Promise<RecordedGroup> {
  const number = decodeRecord(record);
  if (store && number !== null && (await store.getReward(record)))
    for (const back of LOOKS_BACK) {
      const after = number > back ? { afterRecord: encodeRecord(number - back) } : {};
      for await (const group of store.scanGroups({ origin: 'any', ...after })) {
        if (group.records.some((one) => one.record === record)) return group;
        if ((decodeRecord(group.records[0]?.record ?? '') ?? 0) > number) break;
      }
    }
  throw new RlarError('RLAR_NOT_FOUND', `no recorded reward ${record}`);
}
