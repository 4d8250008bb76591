import type { JsonValue } from '../spec/json.ts';
import { table } from '../spec/table.ts';

/** Most entries of a row's columns. A longer list can only be a mistake or an attack. */
const ENTRIES: Readonly<Record<string, number>> = table({
  tools: 64,
  instruction_id_list: 256,
  constraints: 256,
  kwargs: 256,
  expected_calls: 1_000,
  references: 10_000,
  reference: 10_000,
  golden_answers: 10_000,
  par_references: 64,
  messages: 10_000,
  steps: 10_000,
  prompt: 10_000,
  responses: 10_000,
  completions: 10_000,
});
/** Columns that every reward of the row repeats, and the most characters of each as JSON. */
const REPEATED = ['kwargs', 'constraints', 'instruction_id_list', 'tools'];
const REPEATED_CHARACTERS = 100_000;
/** Most values of one row, counted through all of its lists and objects. */
const VALUES = 250_000;
/** Keys of one object of a row. */
const KEYS = 10_000;
/** Levels of lists and objects. */
const DEPTH = 64;

/** `tools` that are descriptions of functions are read, not repeated: no ids that every reward names. */
function describesTools(name: string, value: unknown): boolean {
  return name === 'tools' && Array.isArray(value) && value.length <= 1_000 && typeof value[0] === 'object';
}

/**
 * Checks the bounds of a row before any work is done for it.
 * @returns the bound that the row exceeds, or null
 */
export function beyondBounds(row: object): string | null {
  for (const [name, most] of Object.entries(ENTRIES)) {
    const value: unknown = Object.hasOwn(row, name) ? row[name as keyof typeof row] : null;
    if (Array.isArray(value) && value.length > most && !describesTools(name, value))
      return `${name}: ${value.length} entries, at most ${most} are taken`;
  }
  let level: JsonValue[] = [row as JsonValue];
  let values = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH) return `nested deeper than ${DEPTH} levels`;
    const next: JsonValue[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      const inside = Array.isArray(value) ? value : Object.values(value);
      if (!Array.isArray(value) && inside.length > KEYS) return `an object of more than ${KEYS} keys`;
      values += inside.length;
      if (values > VALUES) return `more than ${VALUES} values`;
      for (const entry of inside) if (typeof entry === 'object' && entry !== null) next.push(entry);
    }
    level = next;
  }
  for (const name of REPEATED) {
    const value: unknown = Object.hasOwn(row, name) ? row[name as keyof typeof row] : null;
    if (
      value !== null &&
      value !== undefined &&
      !describesTools(name, value) &&
      JSON.stringify(value).length > REPEATED_CHARACTERS
    )
      return `${name}: more than ${REPEATED_CHARACTERS} characters`;
  }
  return null;
}
