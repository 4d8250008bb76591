import { type RewardModelParts, rewardModelRecord } from '../../library/added-tools/reward-model-record.ts';
import type { PublishPlace } from '../../library/registry/open-registry.ts';
import { publishTool } from '../../library/registry/publish.ts';
import { unservableReason } from '../../models/reward-models/unservable-reason.ts';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { RlarError } from '../../spec/errors.ts';
import type { EvidenceReport } from '../../spec/evidence.ts';
import type { ToolDeclaration } from '../../spec/tool-card.ts';
import { probeRewardModel } from './probe-reward-model.ts';

/** Gates that want labelled pairs of a kind, which a probe has none of. */
const UNASKED = [
  ['G4', 'discrimination'],
  ['G5', 'mutation'],
  ['G6', 'hack matrix'],
  ['G7', 'second opinion'],
  ['G8', 'signal'],
] as const;

/** Milliseconds that all calls of a probe may take. */
const PROBE_MS = 120_000;

/**
 * Probes a reward model that a server serves, and publishes it as a provisional tool: pinned, or routed to where a run
 * allows provisional tools.
 * @throws RLAR_INVALID_TOOL with what its adapter or its scores have wrong · RLAR_SCORER_UNREACHABLE and its like
 */
export async function addRewardModel(
  place: PublishPlace,
  spec: AdapterSpec,
  parts: RewardModelParts,
): Promise<{ readonly declaration: ToolDeclaration; readonly evidence: EvidenceReport }> {
  const reason = unservableReason(spec);
  if (reason !== null) throw new RlarError('RLAR_INVALID_TOOL', `${spec.model}: ${reason}`);
  const { record, sources } = rewardModelRecord(spec, parts);
  const asked = await probeRewardModel(spec, parts.url, AbortSignal.timeout(PROBE_MS));
  const unasked = UNASKED.map(
    ([gate, name]) =>
      ({
        gate,
        name,
        outcome: 'not-applicable',
        cases: 0,
        reason: 'no labelled pairs of its kind were given',
      }) as const,
  );
  const { declaration } = record;
  const evidence: EvidenceReport = {
    tool: declaration.id,
    version: declaration.version,
    source: declaration.version,
    gates: [...asked, ...unasked],
    labelled: [],
    admitted: true,
    provisional: true,
  };
  await publishTool(
    place,
    { record, sources, evidence },
    { by: 'user', reason: `rlar models add ${spec.model}` },
  );
  return { declaration, evidence };
}
