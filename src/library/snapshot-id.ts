import { hash } from 'node:crypto';
import { canonicalJson } from '../spec/canonical-json.ts';
import {
  type Decisions,
  decisionName,
  isUndecided,
  type NamedKind,
  NO_DECISIONS,
  type Template,
} from '../spec/decisions.ts';
import type { ToolCard } from '../spec/tool-card.ts';

/** @returns the id of the snapshot that these cards and decisions make, in any order; it depends on their content alone */
export function snapshotId(cards: readonly ToolCard[], decisions: Decisions = NO_DECISIONS): string {
  const sorted = cards.toSorted((left, right) => (left.id < right.id ? -1 : 1));
  const whole = isUndecided(decisions) ? sorted : { cards: sorted, decisions: sortedDecisions(decisions) };
  return `lib-${hash('sha256', canonicalJson(whole), 'hex').slice(0, 12)}`;
}

function sortedDecisions({ templates, kinds }: Decisions): Decisions {
  const byName = <One extends Template | NamedKind>(list: readonly One[]): One[] =>
    list.toSorted((left, right) => (decisionName(left) < decisionName(right) ? -1 : 1));
  return { templates: byName(templates), kinds: byName(kinds) };
}
