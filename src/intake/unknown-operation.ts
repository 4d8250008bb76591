import type { JsonObject } from '../spec/json.ts';

/** Columns that hold the parts of a writer's task, and say nothing without its operation. */
const PARTS = ['draft', 'critique', 'outline', 'condition', 'brief'] as const;
/** Columns that say by themselves what is asked. */
const ASKS = ['prompt', 'messages', 'question', 'problem', 'instruction'] as const;

/** @returns why a row of a writer's task without a prompt cannot be read: its operation is none of the four; null else */
export function unknownOperation(row: JsonObject): string | null {
  const { operation } = row;
  if (typeof operation !== 'string' || operation.trim() === '') return null;
  if (!PARTS.some((name) => Object.hasOwn(row, name)) || ASKS.some((name) => Object.hasOwn(row, name)))
    return null;
  return `unknown operation ${JSON.stringify(operation.slice(0, 80))}: expected cloze, edit, expand or end-to-end, or a prompt`;
}
