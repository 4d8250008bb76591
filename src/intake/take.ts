import type { JsonObject, JsonValue } from '../spec/json.ts';
import { cellText } from './cell-text.ts';
import { parsedText } from './parsed-text.ts';
import { readerNamed } from './readers/index.ts';
import type { Path, Take } from './shape.ts';

/** @returns the value of a path, or undefined where it leads nowhere; of a list on the way, the value of each member */
export function valueAt(row: JsonObject, path: Path): JsonValue | undefined {
  if (Object.hasOwn(row, path)) return row[path];
  if (path === '*') return row;
  if (path.endsWith('*'))
    return Object.entries(row).find(([name]) => name.startsWith(path.slice(0, -1)))?.[1];
  if (!path.includes('.')) return undefined;
  let value: JsonValue | undefined = row;
  for (const name of namesOf(path)) {
    const inside: JsonValue | undefined = parsedText(value);
    if (Array.isArray(inside) && !isIndex(name)) {
      const found: JsonValue[] = inside.flatMap((entry) => member(entry, name) ?? []);
      value = found.length > 0 ? found : undefined;
    } else value = member(inside, name);
    if (value === undefined || value === null) return value;
  }
  return value;
}

const split = new Map<Path, readonly string[]>();

function namesOf(path: Path): readonly string[] {
  const names = split.get(path) ?? path.split('.');
  split.set(path, names);
  return names;
}

function member(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (Array.isArray(value)) return value.at(Number(name));
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return value[name];
}

/** @returns what a shape takes from a row; null where nothing is there, or a reader cannot read it */
export function takeFrom(row: JsonObject, take: Take): JsonValue {
  if (typeof take === 'string') return valueAt(row, take) ?? null;
  if ('value' in take) return take.value;
  if ('template' in take) return filled(row, take.template);
  if ('first' in take) {
    for (const one of take.first) {
      const value = takeFrom(row, one);
      if (value !== null && value !== '') return value;
    }
    return null;
  }
  const values = (Array.isArray(take.of) ? take.of : [take.of]) as Take[];
  return readerNamed(take.as)(...values.map((one) => takeFrom(row, one)));
}

/** @returns the text with its paths filled in; null where one of them leads nowhere */
function filled(row: JsonObject, template: string): string | null {
  let missing = false;
  const text = template.replace(/\{([\w.' -]+)\}/g, (_, path: string) => {
    const value = valueAt(row, path);
    missing ||= value === undefined || value === null;
    const read = parsedText(value);
    return Array.isArray(read) ? read.map(cellText).join(', ') : cellText(value);
  });
  return missing ? null : text;
}

function isIndex(name: string): boolean {
  return /^\d+$/.test(name);
}
