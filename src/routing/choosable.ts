import type { Library, LibraryEntry } from '../library/library.ts';
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

/** @returns the tool's accuracy as its evidence has it, from 0 to 1, less what its cost must buy */
export function worthOf({ card }: LibraryEntry): number {
  return expectedAccuracy(card) - LAMBDA * card.costPer1000;
}

function expectedAccuracy({ evidence }: LibraryEntry['card']): number {
  const labelled = evidence?.labelled ?? [];
  const items = labelled.reduce((sum, report) => sum + report.items, 0);
  if (items > 0) return labelled.reduce((sum, report) => sum + report.accuracy * report.items, 0) / items;
  const told = evidence?.gates.find(({ gate, program }) => gate === 'G4' && program === undefined);
  return told?.shares?.accuracy?.value ?? UNMEASURED;
}
