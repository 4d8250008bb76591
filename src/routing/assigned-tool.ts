import type { AssignedTool } from '../spec/assignment.ts';
import { familyOf, type KindName } from '../spec/kinds.ts';
import type { ToolCard } from '../spec/tool-card.ts';

/** @returns a tool as an assignment names it, with the options that its card states for the kind */
export function assignedTool(
  { id, version, optionsFor: stated = {} }: ToolCard,
  kind: KindName | null,
): AssignedTool {
  const name = kind && [kind, familyOf(kind)].find((one) => Object.hasOwn(stated, one));
  const options = name ? stated[name] : undefined;
  return { id, version, weight: 1, ...(options && { options }) };
}
