import { LRUCache } from 'lru-cache';
import { UnreadColumns } from '../intake/unread-columns.ts';
import type { Batch } from './read-batch.ts';

/** Most runs for which warnings are remembered. */
const KEPT_RUNS = 1_000;

/** Gives the same warnings about the rows of requests as a command gives about the rows of a file, once per run. */
export class IntakeWarnings {
  readonly #said = new LRUCache<string, Set<string>>({ max: KEPT_RUNS });
  readonly #tell: (run: string | null, line: string) => void;

  /** @param tell called with each sentence, for the log */
  constructor(tell: (run: string | null, line: string) => void = () => {}) {
    this.#tell = tell;
  }

  /**
   * @returns the warnings about a request's rows that its run has not yet seen. A request without a run gets all warnings
   * each time
   */
  of({ context: { run }, groups }: Batch): string[] {
    const columns = new UnreadColumns();
    for (const entry of groups) if (entry.ok) columns.add(entry.row);
    const said = (run !== undefined && this.#said.get(run)) || new Set<string>();
    if (run !== undefined) this.#said.set(run, said);
    const lines = columns.lines(said);
    for (const line of lines) this.#tell(run ?? null, line);
    return lines;
  }
}
