import type { Library, LibraryEntry } from '../library/library.ts';
import type { KindName } from '../spec/kinds.ts';
import { share } from '../spec/share.ts';
import type { Need } from '../spec/tool-card.ts';

/** Accuracy that a dollar per 1,000 rollouts must buy. */
const LAMBDA = 0.01;
/** Accuracy assumed of an admitted tool that was not measured on labelled data. */
const UNMEASURED = 0.75;

/** @returns why the router may not choose the tool, or null where it may */
export function whyNot({ card }: LibraryEntry, library: Library, carries: ReadonlySet<Need>): string | null {
  const lacks = card.needs.filter((need) => !carries.has(need));
  if (lacks.length > 0) return `${card.id} needs ${lacks.join(' and ')}`;
  if (library.routable(card.id)) return null;
  return card.evidence?.admitted
    ? `${card.id} is provisional: some of its gates could not run, and such tools are not allowed here`
    : `${card.id} has no evidence`;
}

/**
 * @param kind counts for a tool that was made for this very kind; a user's word for that is no evidence that their tool
 * takes the place of one that was measured
 * @returns the accuracy that its evidence shows, at the lower end of the interval, from 0 to 1, less what its cost must buy
 */
export function worthOf({ card }: LibraryEntry, kind?: KindName): number {
  const made = kind !== undefined && card.kinds.includes(kind) && card.provenance.origin !== 'user';
  return expectedAccuracy(card) - LAMBDA * card.costPer1000 + (made ? 1 : 0);
}

function expectedAccuracy({ evidence }: LibraryEntry['card']): number {
  const labelled = evidence?.labelled ?? [];
  const items = labelled.reduce((sum, report) => sum + report.items, 0);
  const right = labelled.reduce((sum, report) => sum + report.accuracy * report.items, 0);
  if (items > 0) return share(right, items).low;
  const told = evidence?.gates.find(({ gate, program }) => gate === 'G4' && program === undefined);
  return told?.shares?.accuracy?.value ?? UNMEASURED;
}
