import type { JsonValue } from '../../spec/json.ts';
import { jsonValue } from '../../spec/json.ts';
import type { Edit } from './edit.ts';

/** @returns wrong JSON made from right JSON: another value, a part less, cut off */
export function editJson(reference: string): Edit[] {
  const value = jsonValue.parse(JSON.parse(reference));
  const edits: Edit[] = [];
  for (const end of ['first', 'last'] as const) {
    const changed = changeLeaf(value, end);
    if (changed !== undefined)
      edits.push({ name: `another ${end} value`, text: JSON.stringify(changed), near: true });
  }
  const less = dropPart(value);
  if (less !== undefined) edits.push({ name: 'a part less', text: JSON.stringify(less), near: true });
  const text = JSON.stringify(value);
  if (text.length > 6) edits.push({ name: 'cut off', text: text.slice(0, text.length >> 1), near: true });
  return edits;
}

/** @returns the value with its first or last leaf changed; undefined where it has none */
function changeLeaf(value: JsonValue, end: 'first' | 'last'): JsonValue | undefined {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return `${value}zq`;
  if (value === null) return undefined;
  const entries = Object.entries(value);
  for (const [key, entry] of end === 'first' ? entries : entries.reverse()) {
    const changed = changeLeaf(entry, end);
    if (changed === undefined) continue;
    if (Array.isArray(value)) return value.with(Number(key), changed);
    return { ...value, [key]: changed };
  }
  return undefined;
}

function dropPart(value: JsonValue): JsonValue | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return value.length > 0 ? value.slice(0, -1) : undefined;
  const entries = Object.entries(value);
  return entries.length > 0 ? Object.fromEntries(entries.slice(0, -1)) : undefined;
}
