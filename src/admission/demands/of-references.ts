import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../spec/json.ts';
import type { Demand, Examples } from './demand.ts';
import { readShape, type Shape } from './shape.ts';

const FEWEST = 3;
const FEWEST_WORDS = 4;

/** Where every right response says what its reference says: the same JSON, the same parts, the same words. */
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
      holds: (_, { value }, original) => holdsAll(value, original.value),
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

/** Whether a value has everything that another has, and perhaps keys beside it. */
function holdsAll(value: JsonValue | undefined, wanted: JsonValue | undefined): boolean {
  if (typeof wanted !== 'object' || wanted === null) return value === wanted;
  if (typeof value !== 'object' || value === null || Array.isArray(value) !== Array.isArray(wanted))
    return false;
  if (Array.isArray(wanted))
    return (
      Array.isArray(value) &&
      value.length === wanted.length &&
      wanted.every((entry, at) => holdsAll(value[at], entry))
    );
  const entries: ReadonlyMap<string, JsonValue> = new Map(Object.entries(value));
  return Object.entries(wanted).every(([key, entry]) => holdsAll(entries.get(key), entry));
}
