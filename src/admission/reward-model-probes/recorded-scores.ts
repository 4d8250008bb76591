import { driftOf } from '../../models/reward-models/recorded-scores.ts';
import { failed, notApplicable, type Probe, passed } from './probe.ts';

/** Swapped endpoint, stale revision, another template: scores that were recorded of this very commit come out again. */
export const recordedScores: Probe = {
  name: 'recorded-scores',
  gate: 'G1',
  async run({ spec, client, signal }) {
    const { recorded = [] } = spec;
    if (recorded.length === 0) return notApplicable('no scores of this commit are recorded');
    const drift = await driftOf(spec, client, signal);
    return drift === null ? passed(recorded.length) : failed(recorded.length, drift);
  },
};
