import type { Feedback } from '../../store/feedback.ts';
import type { RecordedGroup } from '../../store/ledger.ts';
import { auditedEntry, keepAudited } from '../changes/audited.ts';
import type { Audit } from '../watches/choose-audit.ts';
import { auditSubject } from '../watches/readings.ts';
import type { WatchedGroup } from '../watches/watched-group.ts';
import type { EvolutionPlace } from './evolution-place.ts';
import type { EvolutionState } from './state.ts';
import { tellTrouble } from './tell-trouble.ts';

interface AuditPlace extends Pick<EvolutionPlace, 'audit'> {
  readonly feedback: Pick<Feedback, 'verdictOn' | 'add'>;
}

/** Gets the verdicts of audits, and remembers the paid rollouts that were audited. */
export class Audits {
  readonly #place: AuditPlace;
  readonly #state: EvolutionState;
  readonly #most: number;

  /** @param most calls of trusted checks in a day */
  constructor(place: AuditPlace, state: EvolutionState, most: number) {
    this.#place = place;
    this.#state = state;
    this.#most = most;
  }

  /** Remembers a paid rollout that was audited. */
  keep(group: RecordedGroup, watched: WatchedGroup, { rollout }: Audit, good: boolean): void {
    const record = group.records.find((one) => one.record === rollout.id);
    if (!record || !group.query) return;
    const entry = auditedEntry(watched, auditSubject(watched), {
      record: rollout.id,
      query: group.query,
      text: rollout.text,
      good,
      results: record.reward.results,
    });
    if (entry) keepAudited(this.#state.audited, entry);
  }

  /** A person's word, a gold label, or the trusted check within its budget. */
  async verdictOn(group: RecordedGroup, { rollout }: Audit): Promise<boolean | null> {
    const { feedback, audit } = this.#place;
    const record = group.records.find((one) => one.record === rollout.id);
    if (!record || !group.query) return null;
    const said = await feedback.verdictOn(group.queryKey, rollout.text);
    const { day } = this.#state;
    if (said !== null || day.audits >= this.#most) return said;
    try {
      const correct = await audit({ query: group.query, kind: record.reward.kind, record });
      if (correct === null) return null;
      day.audits += 1;
      const body = { query: group.query, text: rollout.text, record: record.record };
      await feedback.add([{ sort: 'audit', query: group.queryKey, correct, by: 'trusted', body }]);
      return correct;
    } catch (thrown) {
      tellTrouble(this.#state, 'an audit', thrown);
      return null;
    }
  }
}
