import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../spec/json.ts';
import { allSay, type Demand, type Examples, ONLY } from './demand.ts';
import { readShape, type Shape } from './shape.ts';

const FEWEST = 3;
const FEWEST_WORDS = 4;

/**
 * Demands for equality with the reference, if every right response equals its reference: the same JSON, the same parts, the
 * same words.
 */
export function referenceDemands({ rights }: Examples): Demand[] {
  if (rights.length < FEWEST || rights.some(({ references }) => references.length === 0)) return [];
  const form = rights[0]!.shape.form;
  const like = (test: (one: Shape, other: Shape) => boolean) =>
    rights.every(({ shape, references }) => references.some((text) => test(shape, readShape(text, form))));
  const demands: Demand[] = [];
  if (form.kind === 'json' && like(({ value }, other) => isDeepStrictEqual(value, other.value)))
    demands.push({
      name: 'the values of the reference',
      sure: true,
      holds: (_, { value }, original) => holdsAll(value, original.value, saysTheSame),
    });
  if (demands.length > 0)
    demands.push({
      name: 'the letters and types of the reference',
      sure: false,
      likely: allSay(rights, ONLY),
      holds: (_, { value }, original) =>
        !holdsAll(value, original.value, saysTheSame) || holdsAll(value, original.value, Object.is),
    });
  const parts = ({ items, rows }: Shape) =>
    (rows.length > 0 ? rows.flat() : items).map((part) => part.toLowerCase());
  const several = rights.some(({ shape }) => parts(shape).length > 1);
  if (form.kind !== 'json' && several && like((one, other) => isDeepStrictEqual(parts(one), parts(other))))
    demands.push({
      name: 'the parts of the reference, in order',
      sure: true,
      holds: (_, response, original) => isDeepStrictEqual(parts(response), parts(original)),
    });
  const long = rights.filter(({ shape }) => words(shape).length >= FEWEST_WORDS).length >= FEWEST;
  if (form.kind === 'text' && long && like((one, other) => isDeepStrictEqual(words(one), words(other))))
    demands.push({
      name: 'the words of the reference, in order',
      sure: true,
      holds: (_, response, original) =>
        words(original).length < FEWEST_WORDS || isDeepStrictEqual(words(response), words(original)),
    });
  return demands;
}

function words({ text }: Shape): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

type Same = (value: JsonValue | undefined, wanted: JsonValue) => boolean;

/** Whether two values are the same text in any case, or the same number as a number or a text. */
const saysTheSame: Same = (value, wanted) =>
  value === wanted || (value !== null && plain(value) === plain(wanted));

function plain(value: JsonValue | undefined): string {
  return String(value).trim().toLowerCase();
}

/** Whether a value contains another value, and perhaps further keys. */
function holdsAll(value: JsonValue | undefined, wanted: JsonValue | undefined, same: Same): boolean {
  if (typeof wanted !== 'object' || wanted === null) return wanted === undefined || same(value, wanted);
  if (typeof value !== 'object' || value === null || Array.isArray(value) !== Array.isArray(wanted))
    return false;
  if (Array.isArray(wanted))
    return (
      Array.isArray(value) &&
      value.length === wanted.length &&
      wanted.every((entry, at) => holdsAll(value[at], entry, same))
    );
  const entries: ReadonlyMap<string, JsonValue> = new Map(Object.entries(value));
  return Object.entries(wanted).every(([key, entry]) => holdsAll(entries.get(key), entry, same));
}
