import { readAdapter } from '../../library/added-tools/read-adapter.ts';
import { serverOf } from '../../library/added-tools/server-of.ts';
import { RlarError } from '../../spec/errors.ts';
import type { EvidenceReport } from '../../spec/evidence.ts';
import { isProvisional, type RewardModelTried } from './add-reward-model.ts';
import type { ScorePair } from './gates-of-pairs.ts';
import { scoresBy } from './open-scorer.ts';
import type { PreferencePair } from './preference-pairs.ts';
import { secondScorer } from './second-scorer.ts';

/** @returns whether a second opinion is all that a model lacks */
export function lacksOpinionAlone({ admitted, gates }: EvidenceReport): boolean {
  const unasked = gates.filter(({ outcome }) => outcome === 'not-applicable');
  return admitted && unasked.length > 0 && unasked.every(({ gate }) => gate === 'G7');
}

/**
 * Asks another model that passed the same gates on the same pairs for a second opinion (G7). The two are in memory one after
 * the other.
 * @returns the first model with its evidence; still provisional, with the reason, where the other does not agree
 */
export async function secondByFallback(
  home: string,
  first: RewardModelTried,
  other: RewardModelTried,
  pairs: readonly PreferencePair[],
): Promise<RewardModelTried> {
  const own = await allScores(home, first, pairs);
  const second = await allScores(home, other, pairs);
  const report = await secondScorer(modelOf(other), pairs, { own, second, byDefault: true });
  const gates = first.evidence.gates.map((gate) => (gate.gate === 'G7' ? report : gate));
  return { ...first, evidence: { ...first.evidence, gates, provisional: isProvisional(gates) } };
}

function modelOf({ sources }: RewardModelTried): string {
  return readAdapter(sources.program).model;
}

async function allScores(
  home: string,
  { record: { run }, sources }: RewardModelTried,
  pairs: readonly PreferencePair[],
): Promise<ScorePair> {
  if (run.language !== 'adapter') throw new RlarError('RLAR_INVALID_TOOL', 'it is no reward model');
  const spec = readAdapter(sources.program);
  const server = serverOf(home, spec, run);
  try {
    const ask = scoresBy(spec, server);
    const known = new Map(
      await Promise.all(
        pairs.map(async (pair) => [pair, await ask(pair, [pair.chosen, pair.rejected])] as const),
      ),
    );
    return async (pair) => known.get(pair) ?? [];
  } finally {
    if (typeof server === 'object') await server.close();
  }
}
