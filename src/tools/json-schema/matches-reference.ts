import type { JsonValue } from '../../spec/json.ts';
import { parseStrictJson } from '../../text/strict-json.ts';

/** What a document says of the references: one of them, something else, or nothing that can be compared. */
export type Match = 'same' | 'different' | 'not comparable';

const ANSWER_KEY = /^(?:final_?)?(?:answer|result|solution|output|value)$/i;

/**
 * A reference beside a schema is a part of the task. One that is an object or a list is the wanted document: numbers as numbers, texts
 * without regard to case, spaces and a full stop at the end. Another one is the wanted answer in the document: its only value, or
 * the one under a key such as `answer`.
 * @returns null where there is no reference
 */
export function prepareMatch(references: readonly string[]): ((document: JsonValue) => Match) | null {
  if (references.length === 0) return null;
  const wanted = references.map(documentOf);
  return (document) => {
    const found = references.map((text, index) => compare(wanted[index] ?? null, text, document));
    if (found.includes('same')) return 'same';
    return found.every((match) => match === 'different') ? 'different' : 'not comparable';
  };
}

function documentOf(reference: string): JsonValue | null {
  const read = parseStrictJson(reference.trim());
  return 'value' in read && typeof read.value === 'object' ? read.value : null;
}

function compare(wanted: JsonValue | null, text: string, document: JsonValue): Match {
  if (wanted !== null) return isSame(wanted, document) ? 'same' : 'different';
  const answer = answerOf(document);
  if (answer === null) return 'not comparable';
  if (isSame(text, String(answer))) return 'same';
  const numbers = [Number(text.trim() || 'none'), Number(answer)];
  if (numbers.every(Number.isFinite)) return numbers[0] === numbers[1] ? 'same' : 'different';
  return 'not comparable';
}

function answerOf(document: JsonValue): string | number | boolean | null {
  if (typeof document !== 'object' || document === null) return document;
  const entries = Array.isArray(document)
    ? document.map((value) => ['', value] as const)
    : Object.entries(document);
  const named = entries.filter(([key]) => ANSWER_KEY.test(key));
  const chosen = named.length > 0 ? named : entries;
  const value = chosen.length === 1 ? chosen[0]![1] : null;
  return typeof value === 'object' ? null : value;
}

function isSame(wanted: JsonValue, made: JsonValue, depth = 0): boolean {
  if (typeof wanted === 'string' && typeof made === 'string') return folded(wanted) === folded(made);
  if (typeof wanted !== 'object' || typeof made !== 'object' || wanted === null || made === null)
    return wanted === made;
  if (depth > 200 || Array.isArray(wanted) !== Array.isArray(made)) return false;
  const keys = Object.keys(wanted);
  if (keys.length !== Object.keys(made).length) return false;
  const [left, right] = [new Map(Object.entries(wanted)), new Map(Object.entries(made))];
  return keys.every(
    (key) => right.has(key) && isSame(left.get(key) ?? null, right.get(key) ?? null, depth + 1),
  );
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim().replace(/\.$/, '');
}
