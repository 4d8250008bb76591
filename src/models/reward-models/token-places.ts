import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { z } from 'zod';
import { RlarError } from '../../spec/errors.ts';
import type { ScorerInput, StepPieces } from './scorer-input.ts';
import type { ScorerServer } from './scorer-server.ts';

/** `/tokenize` of vLLM. */
const tokenized = z.object({ tokens: z.array(z.number().int().nonnegative()) });
const AT_ONCE = 8;
/** Pieces whose tokens are kept: prompts and marks come again. */
const KEPT = 5_000;

/**
 * Turns a text in pieces into tokens, so that the place of each step's end is known, and no token reaches over it. The
 * server's own tokenizer is asked, piece by piece, as the reference code of such models does it.
 */
export class TokenPlaces {
  readonly #server: ScorerServer;
  readonly #model: string;
  readonly #known = new LRUCache<string, readonly number[]>({ max: KEPT });
  readonly #atOnce = pLimit(AT_ONCE);

  constructor(server: ScorerServer, model: string) {
    this.#server = server;
    this.#model = model;
  }

  /** @throws RlarError RLAR_SCORER_… · the signal's reason */
  async of({ before, parts, mark, behind }: StepPieces, signal: AbortSignal): Promise<ScorerInput> {
    const [front, end, tail, ...steps] = await Promise.all(
      [before, mark, behind, ...parts].map((text) => this.#tokens(text, signal)),
    );
    const ids = [...front!];
    const ends: number[] = [];
    for (const step of steps) {
      ids.push(...step, ...end!);
      ends.push(ids.length - 1);
    }
    return { as: 'tokens', ids: [...ids, ...tail!], ends, steps: parts.length };
  }

  async #tokens(text: string, signal: AbortSignal): Promise<readonly number[]> {
    if (text === '') return [];
    const known = this.#known.get(text);
    if (known) return known;
    return this.#atOnce(async () => {
      const body = { model: this.#model, prompt: text, add_special_tokens: false };
      const parsed = tokenized.safeParse(await this.#server.ask('/tokenize', body, signal));
      if (!parsed.success)
        throw new RlarError(
          'RLAR_SCORER_INVALID',
          `${this.#server.name}: /tokenize answers in another shape`,
        );
      this.#known.set(text, parsed.data.tokens);
      return parsed.data.tokens;
    });
  }
}
