import type { AssignedTool } from './assignment.ts';
import type { ToolCard } from './tool-card.ts';

/** Whether an assigned tool is a gate, and scored a response at its floor. */
export function isShut(
  value: number,
  { gate }: Pick<AssignedTool, 'gate'>,
  { range }: Pick<ToolCard, 'range'>,
): boolean {
  return gate === true && value <= range[0];
}
