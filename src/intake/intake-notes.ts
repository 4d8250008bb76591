import { guessField } from './guess-field.ts';
import type { ReadRow } from './read-row.ts';
import { row as rowSchema } from './row-schema.ts';

const FIELDS: ReadonlySet<string> = new Set(Object.keys(rowSchema.shape));
const MOST_COLUMNS = 200;
/** Ids that are remembered; in larger files doubles further apart are not seen. */
const MOST_IDS = 200_000;
const SHOWN = 12;

/** A column that no row was read with, and what may have been meant. */
interface UnreadColumn {
  rows: number;
  guess: string | null;
}

/** What is worth knowing about a file before its rewards are believed: said once, not for every row. */
export class IntakeNotes {
  /** Rows by the shape that they were recognised as; '' for rows in the field names of docs/input.md. */
  readonly shapes = new Map<string, number>();
  readonly #unread = new Map<string, UnreadColumn>();
  readonly #unfit = new Map<string, { rows: number; readonly expected: string }>();
  readonly #ids = new Set<string>();
  readonly #doubled = new Set<string>();
  readonly #unmapped: Map<string, string>;
  readonly #mapped: ReadonlySet<string>;
  #withoutPrompt = 0;
  #rows = 0;

  /** @param map fields and the columns that are to be read as them */
  constructor(map: Readonly<Record<string, string>> = {}) {
    this.#unmapped = new Map(Object.entries(map));
    this.#mapped = new Set(Object.values(map));
  }

  /** Whether there are rows, and none of them has a prompt. */
  get noPrompts(): boolean {
    return this.#rows > 0 && this.#withoutPrompt === this.#rows;
  }

  add(row: ReadRow): void {
    this.#rows += 1;
    const name = row.shape?.name ?? '';
    this.shapes.set(name, (this.shapes.get(name) ?? 0) + 1);
    if (row.group.query.messages.length === 0) this.#withoutPrompt += 1;
    const present = new Set(row.columns);
    for (const [field, column] of this.#unmapped) if (present.has(column)) this.#unmapped.delete(field);
    // Of a published shape every column has its meaning.
    if (!row.shape)
      for (const column of row.columns) if (!row.renamed.includes(column)) this.#addColumn(column, present);
    for (const { column, expected } of row.unfit) {
      const known = this.#unfit.get(column);
      if (known) known.rows += 1;
      else if (this.#unfit.size < MOST_COLUMNS) this.#unfit.set(column, { rows: 1, expected });
    }
    for (const { id } of row.group.rollouts) this.#addId(id);
  }

  #addColumn(column: string, present: ReadonlySet<string>): void {
    if (FIELDS.has(column) || this.#mapped.has(column)) return;
    const known = this.#unread.get(column);
    if (known) known.rows += 1;
    else if (this.#unread.size < MOST_COLUMNS)
      this.#unread.set(column, { rows: 1, guess: guessField(column, present) });
  }

  #addId(id: string | undefined): void {
    if (id === undefined) return;
    if (this.#ids.has(id)) {
      if (this.#doubled.size < MOST_COLUMNS) this.#doubled.add(id);
    } else if (this.#ids.size < MOST_IDS) this.#ids.add(id);
  }

  /** @returns what is to be said, one sentence each */
  lines(): string[] {
    const lines: string[] = [];
    if (this.#unread.size > 0)
      lines.push(
        `columns that were not read: ${listed([...this.#unread].map(([column, { guess }]) => withGuess(column, guess)))}`,
      );
    for (const [column, { rows, expected }] of this.#unfit)
      lines.push(`column ${column} was not read in ${rows} rows: expected ${expected}`);
    if (this.#withoutPrompt > 0)
      lines.push(
        `${this.#withoutPrompt} of ${this.#rows} rows have no prompt: expected prompt, messages, question or problem`,
      );
    if (this.#doubled.size > 0)
      lines.push(
        `ids that stand more than once: ${listed([...this.#doubled])}; rewards are told apart by their place alone`,
      );
    for (const [field, column] of this.#unmapped)
      lines.push(`--map ${field}=${column}: no row has a column ${column}`);
    return lines;
  }
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN).map((name) => (name.length > 80 ? `${name.slice(0, 80)}…` : name));
  return names.length > SHOWN ? `${shown.join(', ')} and ${names.length - SHOWN} more` : shown.join(', ');
}

function withGuess(column: string, guess: string | null): string {
  return guess ? `${column} (did you mean ${guess}? --map ${guess}=${column})` : column;
}
