import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { leavesOf } from '../../text/json-leaves.ts';
import { isSameJson } from '../../text/same-json.ts';
import { isFromText } from './from-text.ts';
import { listedValues } from './listed-values.ts';
import { areLetters, isStandIn, MOST_STAND_INS, NOT_KNOWN, PROSE_KEY } from './stand-ins.ts';

/** What a value says: nothing at all, nothing but what stands in for something, nothing of the text, or something. */
export type EmptyReason = 'empty' | 'placeholders' | 'other-keys' | 'example' | 'repeated' | 'not-from-text';

/** What the prompt gives beside the schema. */
export interface Given {
  readonly prompt: string;
  /** JSON that stands in the prompt as an example. */
  readonly examples: readonly JsonValue[];
}

/**
 * Whether a valid document says nothing: no value in it, only empty texts, nulls and zeros, words that stand in for values or say that
 * nothing is given, keys that the schema does not know, one item again and again, the very example of the prompt, or, where it is to be
 * taken from a text, not one word of that text. A document of values that the schema lists always says something.
 * @returns why, or null where the document says something
 */
export function whyEmpty(value: JsonValue, schema: JsonObject, given: Given): EmptyReason | null {
  const listed = listedValues(schema);
  if (listed.has(JSON.stringify(value))) return null;
  if (given.examples.some((example) => isSameJson(example, value))) return 'example';
  if (knowsNoKey(value, schema)) return 'other-keys';
  const leaves = leavesOf(value);
  if (leaves.length === 0) return 'empty';
  const free = leaves.filter(({ value: leaf }) => !listed.has(JSON.stringify(leaf)));
  if (free.length === 0) return null;
  const texts = free.flatMap(({ key, value: leaf }) =>
    typeof leaf === 'string' ? [{ key, text: leaf.trim() }] : [],
  );
  const others = free.filter(({ value: leaf }) => typeof leaf !== 'string' && leaf !== null);
  const isListed = free.length < leaves.length;
  const counts = others.some(({ value: leaf }) => leaf !== 0 && leaf !== false);
  if (texts.length === 0) return others.length === 0 && !isListed ? 'empty' : null;
  if (texts.every(({ text }) => text === ''))
    return isListed || (counts && texts.length < others.length) ? null : 'empty';
  if (texts.every(({ key, text }) => isStandIn(text, key, given.prompt))) return 'placeholders';
  if (
    areLetters(
      texts.map(({ text }) => text),
      given.prompt,
    )
  )
    return 'placeholders';
  const told = texts.filter(({ key, text }) => !isStandIn(text, key, given.prompt));
  const tells = counts && (texts.length < 2 || others.some(({ value: leaf }) => isTaken(leaf, given.prompt)));
  if (!isListed && !tells && told.every(({ text }) => isNotKnown(text, counts, given))) return 'placeholders';
  if (
    texts.length >= MOST_STAND_INS &&
    told.length * 2 <= texts.length &&
    !texts.some(({ text }) => text === '')
  )
    return 'placeholders';
  if (hasRepeated(value) || isOneTextForAll(texts) || isOneWordForAll(texts, others, given.prompt))
    return 'repeated';
  return isFromText(free, given.prompt) ? null : 'not-from-text';
}

/** Where numbers stand beside it, "unknown" may be what the prompt wants said of what is missing. */
function isNotKnown(text: string, counts: boolean, { prompt }: Given): boolean {
  if (!NOT_KNOWN.test(text)) return false;
  return !counts || !prompt.toLowerCase().includes(text.toLowerCase());
}

/** Whether a number stands in the prompt, so that it may be taken from there. */
function isTaken(leaf: JsonValue, prompt: string): boolean {
  return typeof leaf === 'number' && Math.abs(leaf) > 1 && prompt.includes(String(leaf));
}

/**
 * "Character" as name, job and secret: the same text under keys that ask for different things. Keys that rate or switch may well have the
 * same word, so one of three must ask for a name or a text; of two keys, both have a plain word of the request, or nothing but zeros beside them.
 */
function isOneWordForAll(
  texts: readonly { readonly key: string; readonly text: string }[],
  others: readonly { readonly value: JsonValue }[],
  prompt: string,
): boolean {
  const keys = new Set(texts.map(({ key }) => key));
  const [first] = texts;
  if (!first || keys.size < 2 || texts.some(({ text }) => text !== first.text)) return false;
  if (keys.size >= LEAST_KEYS && [...keys].some((key) => PROSE_KEY.test(key))) return true;
  if (others.length > 0 && others.every(({ value }) => value === 0 || value === -1)) return true;
  const request = prompt.split(/[:"“„«\n]/)[0]!;
  return /^\p{Ll}+$/u.test(first.text) && new RegExp(`(?<!\\p{L})${first.text}(?!\\p{L})`, 'u').test(request);
}
const LEAST_KEYS = 3;

/** The same long text under several keys: the whole passage in place of what each key asks for. */
function isOneTextForAll(texts: readonly { readonly key: string; readonly text: string }[]): boolean {
  const long = texts.filter(({ text }) => text.split(/\s+/).length >= LONG_TEXT);
  return long.some(({ key, text }) => long.some((other) => other.key !== key && other.text === text));
}
const LONG_TEXT = 6;

/** A list of three and more objects or texts that are all the same, or all blank. */
function hasRepeated(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (!Array.isArray(value)) return Object.values(value).some(hasRepeated);
  if (value.length >= 2 && value.every(isBlank)) return true;
  const worded = value.filter(
    (item) => typeof item === 'object' || (typeof item === 'string' && item.length > 1),
  );
  const isSame =
    value.length >= 3 &&
    worded.length === value.length &&
    new Set(value.map((item) => JSON.stringify(item))).size === 1;
  return isSame || value.some(hasRepeated);
}

function isBlank(value: JsonValue): boolean {
  const leaves = leavesOf(value);
  return (
    leaves.length > 0 && leaves.every(({ value: leaf }) => typeof leaf === 'string' && leaf.trim() === '')
  );
}

/** An object that uses none of the keys that the schema describes; a list in which every object is such a one. */
function knowsNoKey(value: JsonValue, schema: JsonObject): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const inner = asSchema(schema.items);
  if (Array.isArray(value))
    return inner !== null && value.length > 0 && value.every((item) => knowsNoKey(item, inner));
  const known = asSchema(schema.properties);
  if (!known || Object.keys(known).length === 0 || schema.patternProperties) return false;
  if (asSchema(schema.additionalProperties) || schema.anyOf || schema.oneOf || schema.allOf || schema.$ref)
    return false;
  return Object.keys(value).length > 0 && !Object.keys(value).some((key) => Object.hasOwn(known, key));
}

function asSchema(value: JsonValue | undefined): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}
