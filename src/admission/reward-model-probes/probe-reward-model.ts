import type { ScorerServer } from '../../models/reward-models/scorer-server.ts';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { RlarError } from '../../spec/errors.ts';
import type { GateReport } from '../../spec/evidence.ts';
import { activation } from './activation.ts';
import { finite } from './finite.ts';
import { identity } from './identity.ts';
import { length } from './length.ts';
import { order } from './order.ts';
import { padding, repeats } from './padding.ts';
import { type Finding, notApplicable, type Probe } from './probe.ts';
import { ProbeBench } from './probe-bench.ts';
import { recordedScores } from './recorded-scores.ts';
import { beginning, template } from './special-tokens.ts';
import { truncation } from './truncation.ts';

/** In the order in which they are asked: what would make the later ones meaningless stands first. */
const PROBES: readonly Probe[] = [
  identity,
  beginning,
  template,
  finite,
  activation,
  repeats,
  padding,
  truncation,
  recordedScores,
  length,
  order,
];

/** Those that look at scores of responses, however many requests make one. */
const ANY: ReadonlySet<Probe> = new Set([identity, activation, length, order]);

const GATES = { G1: 'run', G2: 'determinism', G3: 'endpoints' } as const;

/**
 * Tries a reward model, at its address or in its worker, with every probe.
 * @param kinds that it is to serve: the sanity pairs have the form of the first that has one of its own
 * @returns the gates that this answers
 * @throws RLAR_INVALID_TOOL with the probe that refuses it, and why · RLAR_SCORER_…
 */
export async function probeRewardModel(
  spec: AdapterSpec,
  server: string | ScorerServer,
  { kinds = [], signal }: { readonly kinds?: readonly string[]; readonly signal: AbortSignal },
): Promise<GateReport[]> {
  const bench = new ProbeBench(spec, server, { kinds, signal });
  const found: { readonly probe: Probe; readonly finding: Finding }[] = [];
  for (const probe of PROBES) {
    const finding =
      bench.byInput || ANY.has(probe)
        ? await probe.run(bench)
        : notApplicable(`a score that is read from ${spec.read.from} is not one number of one input`);
    if (finding.outcome === 'failed')
      throw new RlarError('RLAR_INVALID_TOOL', `${spec.model}, probe ${probe.name}: ${finding.reason}`);
    found.push({ probe, finding });
  }
  return (['G1', 'G2', 'G3'] as const).map((gate) => {
    const own = found.filter(({ probe }) => probe.gate === gate);
    const open = own.filter(({ finding }) => finding.outcome === 'not-applicable');
    return {
      gate,
      name: GATES[gate],
      outcome: 'passed',
      cases: own.reduce((sum, { finding }) => sum + finding.cases, 0),
      ...(open.length > 0 && {
        reason: open
          .map(({ probe, finding }) => `${probe.name}: ${'reason' in finding ? finding.reason : ''}`)
          .join('; '),
      }),
    };
  });
}
