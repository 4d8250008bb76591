import type { JsonValue } from '../spec/json.ts';

/**
 * Whether two JSON values are equal: objects in any order, lists in order, numbers as numbers (1 and 1.0 are one value
 * in JSON), strings to the letter.
 */
export function isSameJson(left: JsonValue, right: JsonValue, depth = 0): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null || depth > 200)
    return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => isSameJson(item, right[index]!, depth + 1));
  }
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && isSameJson(left[key]!, right[key]!, depth + 1));
}
