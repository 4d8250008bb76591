import type { ReadRow } from './read-row.ts';
import { listed, UnreadColumns } from './unread-columns.ts';

const MOST_DOUBLED = 200;
/** Ids that are remembered; in larger files doubles further apart are not seen. */
const MOST_IDS = 200_000;

/** What is worth knowing about a file before its rewards are believed: said once, not for every row. */
export class IntakeNotes {
  /** Rows by the shape that they were recognised as; '' for rows in the field names of docs/input.md. */
  readonly shapes = new Map<string, number>();
  readonly #columns: UnreadColumns;
  readonly #ids = new Set<string>();
  readonly #doubled = new Set<string>();
  readonly #unmapped: Map<string, string>;

  /** @param map fields and the columns that are to be read as them */
  constructor(map: Readonly<Record<string, string>> = {}) {
    this.#unmapped = new Map(Object.entries(map));
    this.#columns = new UnreadColumns({
      mapped: new Set(Object.values(map)),
      remedy: (field, column) => ` --map ${field}=${column}`,
    });
  }

  /** Whether there are rows, and none of them has a prompt. */
  get noPrompts(): boolean {
    return this.#columns.noPrompts;
  }

  add(row: ReadRow): void {
    const name = row.shape?.name ?? '';
    this.shapes.set(name, (this.shapes.get(name) ?? 0) + 1);
    this.#columns.add(row);
    const present = new Set(row.columns);
    for (const [field, column] of this.#unmapped) if (present.has(column)) this.#unmapped.delete(field);
    for (const { id } of row.group.rollouts) this.#addId(id);
  }

  #addId(id: string | undefined): void {
    if (id === undefined) return;
    if (this.#ids.has(id)) {
      if (this.#doubled.size < MOST_DOUBLED) this.#doubled.add(id);
    } else if (this.#ids.size < MOST_IDS) this.#ids.add(id);
  }

  /** @returns what is to be said, one sentence each */
  lines(): string[] {
    const lines = this.#columns.lines();
    if (this.#doubled.size > 0)
      lines.push(
        `ids that stand more than once: ${listed([...this.#doubled])}; rewards are told apart by their place alone`,
      );
    for (const [field, column] of this.#unmapped)
      lines.push(`--map ${field}=${column}: no row has a column ${column}`);
    return lines;
  }
}
