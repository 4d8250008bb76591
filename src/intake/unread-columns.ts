import { hash } from 'node:crypto';
import { guessField } from './guess-field.ts';
import type { ReadRow } from './read-row.ts';
import { row as rowSchema } from './row-schema.ts';

const FIELDS: ReadonlySet<string> = new Set(Object.keys(rowSchema.shape));
const MOST_COLUMNS = 200;
const SHOWN = 12;
/** Most characters of a name that is remembered as it is. A run may send names of many megabytes, so their hash is kept. */
const REMEMBERED = 100;
const NO_PROMPT = '';

interface Settings {
  /** Columns that are read although their names are not fields. */
  readonly mapped?: ReadonlySet<string>;
  /** @returns advice for a user who meant the field, to stand after the guess */
  readonly remedy?: (field: string, column: string) => string;
}

/**
 * Collects the unread data of rows: columns with unknown names, each with a guess at the intended field; columns with an
 * unfitting value; and rows without a prompt, for which the reference alone decides what is right.
 */
export class UnreadColumns {
  /** By column, the field that was probably meant, or null. */
  readonly #unread = new Map<string, string | null>();
  readonly #unfit = new Map<string, { rows: number; readonly expected: string }>();
  readonly #settings: Settings;
  #withoutPrompt = 0;
  #rows = 0;

  constructor(settings: Settings = {}) {
    this.#settings = settings;
  }

  /** Whether there are rows, and none of them has a prompt. */
  get noPrompts(): boolean {
    return this.#rows > 0 && this.#withoutPrompt === this.#rows;
  }

  add({ group, shape, columns, renamed, unfit }: ReadRow): void {
    this.#rows += 1;
    if (group.query.messages.length === 0) this.#withoutPrompt += 1;
    const present = new Set(columns);
    // All columns of a published shape are known.
    if (!shape) for (const column of columns) if (!renamed.includes(column)) this.#addColumn(column, present);
    for (const { column, expected } of unfit) {
      const known = this.#unfit.get(column);
      if (known) known.rows += 1;
      else if (this.#unfit.size < MOST_COLUMNS) this.#unfit.set(column, { rows: 1, expected });
    }
  }

  #addColumn(column: string, present: ReadonlySet<string>): void {
    if (FIELDS.has(column) || this.#settings.mapped?.has(column) || this.#unread.has(column)) return;
    if (this.#unread.size < MOST_COLUMNS) this.#unread.set(column, guessField(column, present));
  }

  /**
   * @param said notes that were already given. They are left out, and new notes are added
   * @returns one sentence each
   */
  lines(said: Set<string> = new Set()): string[] {
    const lines: string[] = [];
    const isNew = (column: string): boolean => {
      const name = column.length > REMEMBERED ? hash('sha256', column) : column;
      const known = said.has(name);
      if (said.size < MOST_COLUMNS) said.add(name);
      return !known;
    };
    const unread = [...this.#unread].filter(([column]) => isNew(column));
    if (unread.length > 0)
      lines.push(
        `columns that were not read: ${listed(unread.map(([column, guess]) => this.#named(column, guess)))}`,
      );
    for (const [column, { rows, expected }] of this.#unfit)
      if (isNew(column)) lines.push(`column ${column} was not read in ${rows} rows: expected ${expected}`);
    if (this.#withoutPrompt > 0 && isNew(NO_PROMPT))
      lines.push(
        `${this.#withoutPrompt} of ${this.#rows} rows have no prompt: expected prompt, messages, question or problem. What else they carry decides`,
      );
    return lines;
  }

  #named(column: string, guess: string | null): string {
    if (guess === null) return column;
    return `${column} (did you mean ${guess}?${this.#settings.remedy?.(guess, column) ?? ''})`;
  }
}

/** @returns names for a sentence: the first of them, each cut to what can be read */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN).map((name) => (name.length > 80 ? `${name.slice(0, 80)}…` : name));
  return names.length > SHOWN ? `${shown.join(', ')} and ${names.length - SHOWN} more` : shown.join(', ');
}
