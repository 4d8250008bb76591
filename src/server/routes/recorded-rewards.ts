import type { FastifyInstance } from 'fastify';
import { guidanceOf } from '../../evaluation/retries/guidance.ts';
import { withDeclaredWorth } from '../../service/declared-worth.ts';
import type { RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import type { Reward } from '../../spec/reward.ts';
import type { LedgerRecord } from '../../store/ledger-record.ts';
import { wireReward } from '../wire-reward.ts';

/** `GET /v1/rewards/:id`, all of one recorded reward, and `GET /v1/guidance/:id`. */
export function recordedRewardRoutes(app: FastifyInstance, service: RewardService): void {
  const recorded = async (id: string): Promise<LedgerRecord> => {
    const found = (await service.store?.getReward(id)) ?? (await service.store?.findRewards(id, 1))?.[0];
    if (!found) throw new RlarError('RLAR_NOT_FOUND', `no recorded reward ${id}`);
    return found;
  };
  app.get<{ Params: { '*': string } }>(
    '/v1/rewards/*',
    { schema: { summary: 'One recorded reward, by its record or its id', tags: ['rewards'] } },
    async (request) => {
      const found = await recorded(request.params['*']);
      const [[told]] = (await withDeclaredWorth([[found.reward]], () =>
        service.settingsOf(found.context),
      )) as [[Reward]];
      return { ...found, reward: wireReward(told) };
    },
  );
  app.get<{ Params: { '*': string } }>(
    '/v1/guidance/*',
    {
      schema: {
        summary: 'What went wrong in a recorded response, without the solution, for a second attempt',
        tags: ['rewards'],
      },
    },
    async (request) => {
      const found = await recorded(request.params['*']);
      const guidance = found.query === null ? null : guidanceOf(found.reward, found.query);
      return { record: found.record, reward: found.reward.reward, guidance };
    },
  );
}
