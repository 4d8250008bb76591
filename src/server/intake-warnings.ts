import { LRUCache } from 'lru-cache';
import { UnreadColumns } from '../intake/unread-columns.ts';
import type { Batch } from './read-batch.ts';

/** Runs whose warnings are remembered. */
const KEPT_RUNS = 1_000;

/** Says of the rows of requests what a command says of those of a file, once for each run. */
export class IntakeWarnings {
  readonly #said = new LRUCache<string, Set<string>>({ max: KEPT_RUNS });
  readonly #tell: (run: string | null, line: string) => void;

  /** @param tell gets each sentence, for the log */
  constructor(tell: (run: string | null, line: string) => void = () => {}) {
    this.#tell = tell;
  }

  /** @returns what is to be said of a request's rows and was not said to its run before; without a run, each time */
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
