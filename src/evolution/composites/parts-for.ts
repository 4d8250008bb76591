import type { Library, LibraryEntry } from '../../library/library.ts';
import { lacksScale } from '../../rewards/scale.ts';
import { carriesWith } from '../../routing/decided-by-agent.ts';
import { ineligibilityReason } from '../../routing/eligibility.ts';
import { backs, serves } from '../../routing/serving.ts';
import type { KindName } from '../../spec/kinds.ts';
import { hasBounds, type Need } from '../../spec/tool-card.ts';
import type { Part } from './composite.ts';

/**
 * @returns the tools that a composite for a kind may be made of: validated ones that routing itself may choose for such queries, on one
 * scale. Checkers of single constraints, guards and judges of clauses are put in by the constraints of a query, never here
 */
export function partsFor(kind: KindName, carries: readonly Need[], library: Library): Part[] {
  const inputs = carriesWith(carries);
  return library.entries().flatMap((entry) => {
    const { card } = entry;
    if (!isWhole(entry) || lacksScale(card) || ineligibilityReason(entry, library, inputs) !== null)
      return [];
    const mayJudge = serves(card, kind);
    const mayBack = mayJudge || backs(card, kind);
    const isForm = card.slot === 'format' && card.kinds.length === 0 && !card.constraints;
    const mayGate = card.type === 'verifier' && hasBounds(card) && (mayJudge || isForm);
    if (!mayJudge && !mayBack && !mayGate) return [];
    return [{ id: card.id, version: card.version, mayGate, mayJudge, mayBack }];
  });
}

function isWhole({ card, gone }: LibraryEntry): boolean {
  const { constraint, guards, clauses, monitors } = card;
  return (
    !gone && constraint === undefined && guards === undefined && clauses !== true && monitors === undefined
  );
}
