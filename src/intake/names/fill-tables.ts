import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { parsedText } from '../parsed-text.ts';
import { FINDS_ROWS, isThere, textAt } from './cells.ts';

const CREATES = /\bcreate\s+table\b/i;
const STATEMENTS = /\b(?:create\s+table|insert\s+into)\b[^;]*;?/gi;
const REFERENCES = ['reference', 'answer', 'ground_truth', 'label', 'solution'];
const SHOWN = ['context', 'prompt', 'question', 'instruction', 'input'];
/** Keywords; a JSON schema has at least one of them. */
const OF_SCHEMA = [
  'type',
  'properties',
  '$ref',
  '$schema',
  'items',
  'enum',
  'anyOf',
  'allOf',
  'oneOf',
  'const',
  'required',
  '$defs',
];

/**
 * Puts the tables for an SQL query into `ddl`: statements that the prompt or the context shows, or a schema that names
 * tables and their columns. @returns the columns that were read
 */
export function fillTables(row: JsonObject): string[] {
  const field = REFERENCES.find((name) => isThere(row, name));
  if (field === undefined || isThere(row, 'ddl') || !FINDS_ROWS.test(textAt(row, field) ?? '')) return [];
  const named = tablesNamed(parsedText(row.schema ?? null));
  if (named !== null) {
    row.ddl = named;
    delete row.schema;
    return ['schema'];
  }
  if (isThere(row, 'schema') || isThere(row, 'db_schema') || isThere(row, 'create_table')) return [];
  for (const name of SHOWN) {
    const text = textAt(row, name);
    if (text === null || !CREATES.test(text)) continue;
    row.ddl = (text.slice(0, 50_000).match(STATEMENTS) ?? [])
      .map((one) => one.replace(/;?\s*$/, ';'))
      .join('\n');
    return [name];
  }
  return [];
}

/** `{shops: ["id", "city"]}`, `{shops: {id: "int"}}` → statements. @returns null for a JSON schema, and for anything else */
function tablesNamed(value: JsonValue | undefined): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  if (OF_SCHEMA.some((word) => Object.hasOwn(value, word))) return null;
  const tables = Object.entries(value).map(([name, columns]) => {
    const pairs = Array.isArray(columns)
      ? columns.map((column): [string, JsonValue] => [typeof column === 'string' ? column : '', ''])
      : Object.entries(typeof columns === 'object' && columns !== null ? columns : {});
    const isPlain =
      pairs.length > 0 &&
      pairs.every(([column, type]) => /^\w+$/.test(column) && /^[\w() ]*$/.test(String(type)));
    return isPlain && /^\w+$/.test(name)
      ? `CREATE TABLE ${name} (${pairs.map(([column, type]) => `${column} ${String(type)}`.trim()).join(', ')});`
      : null;
  });
  return tables.length > 0 && tables.every((table) => table !== null) ? tables.join('\n') : null;
}
