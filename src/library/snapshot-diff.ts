import { canonicalJson } from '../spec/canonical-json.ts';
import type { ToolCard } from '../spec/tool-card.ts';

/** The differences between two snapshots, by tool. */
export interface SnapshotDifference {
  readonly id: string;
  /** `version`: other programs or another card · `evidence`: the same version, tested again */
  readonly what: 'added' | 'removed' | 'version' | 'evidence';
  readonly from: string | null;
  readonly to: string | null;
}

/** @returns the differences of the second snapshot from the first, by tool id */
export function snapshotDiff(before: readonly ToolCard[], after: readonly ToolCard[]): SnapshotDifference[] {
  const [old, now] = [before, after].map((cards) => new Map(cards.map((card) => [card.id, card])));
  const ids = [...new Set([...old!.keys(), ...now!.keys()])].sort();
  return ids.flatMap((id): SnapshotDifference[] => {
    const [from, to] = [old!.get(id), now!.get(id)];
    const versions = { id, from: from?.version ?? null, to: to?.version ?? null };
    if (!from) return [{ ...versions, what: 'added' }];
    if (!to) return [{ ...versions, what: 'removed' }];
    if (canonicalJson(from) === canonicalJson(to)) return [];
    const same = canonicalJson({ ...from, evidence: null }) === canonicalJson({ ...to, evidence: null });
    return [{ ...versions, what: same ? 'evidence' : 'version' }];
  });
}
