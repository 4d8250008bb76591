import type { JsonObject, JsonValue } from '../spec/json.ts';
import type { Shape, Take } from './shape.ts';
import { takeFrom, valueAt } from './take.ts';
import { isOfType, isValueType } from './value-types.ts';

/** @returns the first of the shapes that a row has, or null */
export function recogniseShape(row: JsonObject, shapes: readonly Shape[]): Shape | null {
  return shapes.find((shape) => hasShape(row, shape)) ?? null;
}

function hasShape(row: JsonObject, shape: Shape): boolean {
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

/**
 * Writes a row in the field names of docs/input.md. The columns that the shape reads are taken out, so that none of them is
 * taken for a field of the same name; what else the row has stays, and its own fields win over what the shape makes.
 */
export function applyShape(row: JsonObject, shape: Shape): JsonObject {
  const columns = columnsOf(shape);
  const made: [string, JsonObject[string]][] = [];
  for (const [field, take] of Object.entries(shape.read)) {
    const value = takeFrom(row, take);
    if (value !== null) made.push([field, value]);
  }
  const rest = Object.entries(row).filter(([name, value]) => !columns.has(name) && value !== null);
  return {
    ...(shape.kind && { kind: shape.kind }),
    ...(shape.task && { task: shape.task }),
    ...Object.fromEntries(made),
    ...Object.fromEntries(rest),
  };
}

const known = new WeakMap<Shape, ReadonlySet<string>>();

/** @returns the columns that a shape reads or is known by */
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
