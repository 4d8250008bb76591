import { readFile } from '../intake/read-file.ts';
import { RlarError } from '../spec/errors.ts';
import type { Message, Query } from '../spec/query.ts';

/** Responses that are kept for a prompt. */
const MOST = 16;

/**
 * Reference responses of a run, by prompt: what a base policy answered, from a file of rows like any other. A query that
 * brings its own keeps them. What a query gets is recorded with it, so that its reward can be made again without the file.
 */
export class ParReferences {
  readonly #byPrompt: ReadonlyMap<string, readonly string[]>;

  constructor(byPrompt: ReadonlyMap<string, readonly string[]>) {
    this.#byPrompt = byPrompt;
  }

  /** @returns the query with the responses of the file, where the file has its conversation */
  with(query: Query): Query {
    if (query.par_references) return query;
    const found = this.#byPrompt.get(keyOf(query.messages));
    return found ? { ...query, par_references: [...found] } : query;
  }
}

/**
 * Reads rows with a prompt and either `par_references` or responses, which are those of the base policy. Rows of one
 * prompt are put together, in the order of the file.
 * @throws RlarError RLAR_FILE_UNREADABLE for a file without any, or with a row that cannot be read
 */
export async function readParReferenceFile(file: string): Promise<ParReferences> {
  const byPrompt = new Map<string, string[]>();
  for await (const line of readFile(file, { needsResponse: false })) {
    if (!line.ok) throw new RlarError('RLAR_FILE_UNREADABLE', `${file}:${line.line}: ${line.reason}`);
    const { query, rollouts } = line.row.group;
    const texts = query.par_references ?? rollouts.map(({ text }) => text).filter((text) => text.trim());
    if (texts.length === 0)
      throw new RlarError('RLAR_FILE_UNREADABLE', `${file}:${line.line}: no response of the base policy`, {
        remedy:
          'Each row of a file of reference responses has a prompt with response, responses or par_references.',
      });
    const key = keyOf(query.messages);
    const before = byPrompt.get(key) ?? [];
    byPrompt.set(key, [...before, ...texts].slice(0, MOST));
  }
  return new ParReferences(byPrompt);
}

function keyOf(messages: readonly Message[]): string {
  return JSON.stringify(messages.map(({ role, content }) => [role, content]));
}
