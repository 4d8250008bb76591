import type { JsonObject } from '../../spec/json.ts';
import type { Ledger } from '../../store/ledger.ts';

/** @returns the run and the step of each rollout of an alarm, as far as the ledger still has it */
export async function alarmPlaces(
  rollouts: readonly string[],
  ledger: Pick<Ledger, 'getReward'>,
): Promise<JsonObject[]> {
  const found = await Promise.all(rollouts.map((record) => ledger.getReward(record)));
  return found.flatMap((record) =>
    record === null
      ? []
      : [{ record: record.record, run: record.context.run ?? null, step: record.context.step ?? null }],
  );
}
