import type { ReadRow } from './read-row.ts';
import { listed, UnreadColumns } from './unread-columns.ts';

const MOST_DOUBLED = 200;
/** Most ids that are remembered. In larger files, duplicates that lie further apart are not found. */
const MOST_IDS = 200_000;

/** Notes about a file that its user should read before the rewards. Each note is given once, not for every row. */
export class IntakeNotes {
  /** Number of rows by recognised shape; '' for rows with the field names of docs/input.md. */
  readonly shapes = new Map<string, number>();
  readonly #columns: UnreadColumns;
  readonly #ids = new Set<string>();
  readonly #doubled = new Set<string>();
  readonly #unmapped: Map<string, string>;

  /** @param map by field: the column that is read as this field */
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

  /** @returns the notes, one sentence each */
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
