import type { JsonObject, JsonValue } from '../spec/json.ts';
import type { Shape, Take } from './shape.ts';
import { takeFrom, valueAt } from './take.ts';
import { isOfType, isValueType } from './value-types.ts';

/** @returns the first shape that fits a row, or null */
export function recogniseShape(row: JsonObject, shapes: readonly Shape[]): Shape | null {
  let first = shapes.length;
  const byColumn = indexOf(shapes);
  for (const column in row)
    for (const at of byColumn.get(column) ?? []) {
      if (at >= first) break;
      if (hasShape(row, shapes[at]!)) first = at;
    }
  for (const at of byColumn.get('') ?? []) if (at < first && hasShape(row, shapes[at]!)) first = at;
  return shapes[first] ?? null;
}

const indices = new WeakMap<readonly Shape[], ReadonlyMap<string, readonly number[]>>();

/**
 * @returns the indices of the shapes, in order, by a column that their rows must have; under '' for shapes without such a
 * column
 */
function indexOf(shapes: readonly Shape[]): ReadonlyMap<string, readonly number[]> {
  let index = indices.get(shapes);
  if (!index) {
    const places = new Map<string, number[]>();
    for (const [at, shape] of shapes.entries()) {
      const [path = '', column = ''] = neededColumns(shape)[0] ?? [];
      for (const name of new Set([path, column])) places.set(name, [...(places.get(name) ?? []), at]);
    }
    index = places;
    indices.set(shapes, index);
  }
  return index;
}

/** Paths that must have a value in a row, each with its column. */
const needed = new WeakMap<Shape, readonly (readonly [path: string, column: string])[]>();

/** @returns the columns without which a row cannot have the shape: asking for them first makes most shapes cheap */
function neededColumns(shape: Shape): readonly (readonly [string, string])[] {
  let columns = needed.get(shape);
  if (!columns) {
    const given = Object.entries(shape.when).filter(
      ([path, type]) => type !== 'absent' && !path.endsWith('*'),
    );
    columns = given.map(([path]) => [path, path.split('.')[0]!] as const);
    needed.set(shape, columns);
  }
  return columns;
}

function hasShape(row: JsonObject, shape: Shape): boolean {
  for (const [path, column] of neededColumns(shape))
    if (!Object.hasOwn(row, column) && !Object.hasOwn(row, path)) return false;
  for (const path in shape.when) if (!fits(valueAt(row, path), shape.when[path]!)) return false;
  if (shape.source === undefined) return true;
  const { data_source, dataset, source } = row;
  const named = [data_source, dataset, source].flatMap((value) => (typeof value === 'string' ? value : []));
  return named.some((name) => patternOf(shape.source!).test(name.slice(0, 200)));
}

const LONGEST = 2_000_000;
const patterns = new Map<string, RegExp>();

function patternOf(source: string): RegExp {
  const pattern = patterns.get(source) ?? new RegExp(source, 'i');
  patterns.set(source, pattern);
  return pattern;
}

function fits(value: JsonValue | undefined, wanted: string): boolean {
  if (isValueType(wanted)) return isOfType(value, wanted);
  if (typeof value !== 'string' || value.length > LONGEST) return false;
  return patternOf(wanted.slice(1, -1)).test(value);
}

/** Fields with several names. A value that the row has under any of these names wins. */
const SAME_FIELDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['reference', ['reference', 'references']],
  ['prompt', ['prompt', 'messages']],
  ['messages', ['prompt', 'messages']],
]);

/**
 * Writes a row in the field names of docs/input.md. The columns that the shape reads are removed, so that none of them is
 * read as a field of the same name. All other columns stay, and the row's own fields win over the values of the shape.
 */
export function applyShape(row: JsonObject, shape: Shape): JsonObject {
  const columns = columnsOf(shape);
  const rest = Object.entries(row).filter(([name, value]) => !columns.has(name) && value !== null);
  const own = new Set(rest.map(([name]) => name));
  const made: [string, JsonObject[string]][] = [];
  for (const [field, take] of Object.entries(shape.read)) {
    if (SAME_FIELDS.get(field)?.some((name) => own.has(name))) continue;
    const value = takeFrom(row, take);
    if (value !== null) made.push([field, value]);
  }
  return {
    ...(shape.kind && { kind: shape.kind }),
    ...(shape.task && { task: shape.task }),
    ...Object.fromEntries(made),
    ...Object.fromEntries(rest),
  };
}

const known = new WeakMap<Shape, ReadonlySet<string>>();

/** @returns the columns that a shape reads or is recognised by */
function columnsOf(shape: Shape): ReadonlySet<string> {
  let columns = known.get(shape);
  if (!columns) {
    const paths = [
      ...Object.keys(shape.when),
      ...Object.values(shape.read).flatMap(pathsOf),
      ...(shape.ignore ?? []),
    ];
    columns = new Set(paths.flatMap((path) => [path, path.split('.')[0]!]));
    known.set(shape, columns);
  }
  return columns;
}

function pathsOf(take: Take): string[] {
  if (typeof take === 'string') return [take];
  if ('value' in take) return [];
  if ('template' in take) return Array.from(take.template.matchAll(/\{([\w.' -]+)\}/g), (found) => found[1]!);
  if ('first' in take) return take.first.flatMap(pathsOf);
  return ((Array.isArray(take.of) ? take.of : [take.of]) as Take[]).flatMap(pathsOf);
}
