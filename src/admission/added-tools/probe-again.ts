import { loadToolVersion } from '../../library/added-tools/load-added-tools.ts';
import { readAdapter } from '../../library/added-tools/read-adapter.ts';
import type { RewardModelParts } from '../../library/added-tools/reward-model-record.ts';
import type { PublishPlace } from '../../library/registry/open-registry.ts';
import { publishedCard, publishTool } from '../../library/registry/publish.ts';
import { RlarError } from '../../spec/errors.ts';
import { isProvisional, type RewardModelAdded, tryRewardModel } from './add-reward-model.ts';
import type { PreferencePair } from './preference-pairs.ts';

/** Gates that are asked anew with pairs alone. */
const OF_PAIRS = new Set(['G4', 'G5', 'G6', 'G7', 'G8']);

/**
 * Probes a reward model of the library again, and renews its evidence: with pairs on those, without any the gates on
 * pairs stand as they were. One that fails stays in the library for rows that pin it, and is routed to no more.
 * @throws RLAR_NOT_FOUND, RLAR_INVALID_TOOL · RLAR_SCORER_UNREACHABLE and its like, and then nothing is changed
 */
export async function probeAgain(
  place: PublishPlace,
  id: string,
  pairs: readonly PreferencePair[],
  second?: string,
): Promise<RewardModelAdded> {
  const { version } = await publishedCard(place, id);
  const { record, sources, evidence: before } = loadToolVersion(place.home, id, version);
  const { run, declaration } = record;
  if (run.language !== 'adapter') throw new RlarError('RLAR_INVALID_TOOL', `${id} is no reward model`);
  const by: RewardModelParts['by'] = run.worker
    ? { worker: run.worker }
    : run.engine
      ? { engine: run.engine }
      : { url: run.url ?? '' };
  const tried = await tryRewardModel(place.home, readAdapter(sources.program), by, {
    pairs,
    kinds: [...declaration.kinds, ...(declaration.backs ?? [])],
    ...(run.code && { code: run.code }),
    ...(second !== undefined && { second }),
  });
  const kept = pairs.length > 0 ? [] : (before?.gates ?? []).filter(({ gate }) => OF_PAIRS.has(gate));
  const gates = tried.map((report) => kept.find(({ gate }) => gate === report.gate) ?? report);
  const admitted = gates.every(({ outcome }) => outcome !== 'failed');
  const evidence = {
    tool: id,
    version,
    source: version,
    gates,
    labelled: [],
    admitted,
    provisional: admitted && isProvisional(gates),
  };
  await publishTool(place, { record, sources, evidence }, { by: 'user', reason: `rlar models probe ${id}` });
  return { declaration, evidence };
}
