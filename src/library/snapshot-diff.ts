import { canonicalJson } from '../spec/canonical-json.ts';
import { decisionVersions } from '../spec/decisions.ts';
import type { LibraryContent } from '../store/registry.ts';

/** The differences between two snapshots, by tool, and by decision of the policy agent (`template:KIND`, `cluster:KIND`). */
export interface SnapshotDifference {
  readonly id: string;
  /** `version`: other programs or another card · `evidence`: the same version, tested again */
  readonly what: 'added' | 'removed' | 'version' | 'evidence';
  readonly from: string | null;
  readonly to: string | null;
}

/** @returns the differences of the second snapshot from the first: tools by id, then decisions by name */
export function snapshotDiff(before: LibraryContent, after: LibraryContent): SnapshotDifference[] {
  return [...toolDiff(before, after), ...decisionDiff(before, after)];
}

function toolDiff(before: LibraryContent, after: LibraryContent): SnapshotDifference[] {
  const [old, now] = [before, after].map(({ cards }) => new Map(cards.map((card) => [card.id, card])));
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

function decisionDiff(before: LibraryContent, after: LibraryContent): SnapshotDifference[] {
  const [old, now] = [decisionVersions(before.decisions), decisionVersions(after.decisions)];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((id): SnapshotDifference[] => {
    const [from, to] = [old.get(id) ?? null, now.get(id) ?? null];
    if (from === to) return [];
    return [{ id, what: from === null ? 'added' : to === null ? 'removed' : 'version', from, to }];
  });
}
