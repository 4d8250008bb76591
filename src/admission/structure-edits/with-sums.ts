import type { JsonValue } from '../../spec/json.ts';
import { leavesOf, numbersAt } from '../demands/json-paths.ts';
import type { Sum } from '../demands/relations.ts';

/** @returns JSON with its sums and counts put right, so that an edit of a part breaks one thing alone */
export function withSums(value: JsonValue, sums: readonly Sum[]): JsonValue {
  return sums.reduce<JsonValue>((changed, { at, parts, counts }) => {
    if (parts === undefined || typeof at !== 'string') return changed;
    const whole = counts
      ? leavesOf(changed).filter(({ path }) => path === parts).length
      : numbersAt(changed, parts)?.reduce((sum, one) => sum + one, 0);
    return whole === undefined ? changed : put(changed, at.split('.').slice(1), whole);
  }, value);
}

function put(node: JsonValue, path: readonly string[], next: number): JsonValue {
  const [head, ...rest] = path;
  if (head === undefined) return next;
  if (typeof node !== 'object' || node === null || Array.isArray(node) || !Object.hasOwn(node, head))
    return node;
  return { ...node, [head]: put(node[head]!, rest, next) };
}
