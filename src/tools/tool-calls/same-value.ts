import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { isSameJson } from '../../text/same-json.ts';
import { asObject } from './made-call.ts';
import { readPythonValue, skipSpace } from './python-value.ts';

/** Compares one argument that is expected with one that is made; `made` is undefined where the call leaves it out. */
export type SameValue = (wanted: JsonValue, made: JsonValue | undefined) => boolean;

/** Values to the letter. */
export const exactly: SameValue = (wanted, made) => made !== undefined && isSameJson(wanted, made);

/** For notations in which every value is a text: the text itself, or the value that it spells. */
export function spelled(same: SameValue): SameValue {
  return (wanted, made) => {
    if (typeof made !== 'string') return same(wanted, made);
    if (same(wanted, made)) return true;
    const read = readPythonValue(made, 0);
    return read !== null && skipSpace(made, read.end) === made.length && same(wanted, read.value);
  };
}

/**
 * The ground truth of the Berkeley function-calling leaderboard: each argument lists the values that are right, and `""` among them
 * says that it may be left out. Texts are compared as there, without case, spaces and the marks `,./-_*^`; in an object each
 * field lists its values again.
 */
export const oneOf: SameValue = alternatives((wanted, made) => folded(wanted) === folded(made));

/** The same with texts to the letter. */
export const exactlyOneOf: SameValue = alternatives((wanted, made) => wanted === made);

type SameText = (wanted: string, made: string) => boolean;

function alternatives(sameText: SameText): SameValue {
  return (wanted, made) => {
    if (!Array.isArray(wanted)) return exactly(wanted, made);
    if (made === undefined) return wanted.includes('');
    return wanted.some((value) => isAlternative(value, made, sameText));
  };
}

function isAlternative(wanted: JsonValue, made: JsonValue, sameText: SameText): boolean {
  if (typeof wanted === 'string' && typeof made === 'string') return sameText(wanted, made);
  if (Array.isArray(wanted))
    return (
      Array.isArray(made) &&
      made.length === wanted.length &&
      wanted.every((value, index) => isAlternative(value, made[index]!, sameText))
    );
  const fields = asObject(wanted);
  const given = asObject(made);
  if (!fields || !given) return isSameJson(wanted, made);
  return sameFields(fields, given, sameText);
}

function sameFields(wanted: JsonObject, made: JsonObject, sameText: SameText): boolean {
  const known = Object.keys(made).every((key) => Object.hasOwn(wanted, key));
  const same = alternatives(sameText);
  return known && Object.entries(wanted).every(([key, value]) => same(value, ownValue(made, key)));
}

/** @returns the value of a key of the object itself */
export function ownValue(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function folded(text: string): string {
  return text
    .replace(/[ ,./\-_*^]/g, '')
    .toLowerCase()
    .replaceAll("'", '"');
}
