import { canonicalJson } from '../spec/canonical-json.ts';
import type { ToolCard } from '../spec/tool-card.ts';

/** How two snapshots differ, by tool. */
export interface SnapshotDifference {
  readonly id: string;
  /** `version`: other programs or another card · `evidence`: the same version, tested again */
  readonly what: 'added' | 'removed' | 'version' | 'evidence';
  readonly from: string | null;
  readonly to: string | null;
}

/** @returns what is different in the second of two snapshots, by id */
export function snapshotDiff(before: readonly ToolCard[], after: readonly ToolCard[]): SnapshotDifference[] {
  const ids = [...new Set([...before, ...after].map((card) => card.id))].sort();
  return ids.flatMap((id): SnapshotDifference[] => {
    const [from, to] = [before, after].map((cards) => cards.find((card) => card.id === id));
    const versions = { id, from: from?.version ?? null, to: to?.version ?? null };
    if (!from) return [{ ...versions, what: 'added' }];
    if (!to) return [{ ...versions, what: 'removed' }];
    if (canonicalJson(from) === canonicalJson(to)) return [];
    const same = canonicalJson({ ...from, evidence: null }) === canonicalJson({ ...to, evidence: null });
    return [{ ...versions, what: same ? 'evidence' : 'version' }];
  });
}
