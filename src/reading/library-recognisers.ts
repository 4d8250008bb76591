import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import type { LibraryEntry } from '../library/library.ts';
import { asRlarError } from '../spec/errors.ts';
import type { Span } from '../spec/tool.ts';
import { lengthOf, type RecognisedConstraint } from './constraints/recognised.ts';

/** What one tool's recogniser says of a prompt. */
export interface Recognition {
  readonly entry: LibraryEntry;
  readonly spans: readonly Span[];
}

/** What the recognisers of constraint tools say of a prompt. */
interface ConstraintRecognition {
  readonly constraints: readonly (RecognisedConstraint & { readonly entry: LibraryEntry })[];
  /** Words that ask for a constraint whose arguments could not be read. */
  readonly unread: readonly Span[];
}

const KEPT_PROMPTS = 5_000;
/** Recognisers in work at once, over all prompts and libraries. */
const AT_ONCE = 8;
const limit = pLimit(AT_ONCE);
const NOTHING: ConstraintRecognition = { constraints: [], unread: [] };

/**
 * The recognisers of the tools that may be chosen. Each prompt is asked about once and the answer is kept. A recogniser
 * that breaks (its sandbox failed, its version is gone) rejects with that error, and the error is not kept: nobody knows
 * what the prompt asks for, so it must not be taken for one that asks for nothing.
 */
export class LibraryRecognisers {
  readonly #kinds: readonly LibraryEntry[];
  readonly #constraints: readonly LibraryEntry[];
  readonly #keptKinds = new LRUCache<string, Promise<readonly Recognition[]>>({ max: KEPT_PROMPTS });
  readonly #keptConstraints = new LRUCache<string, Promise<ConstraintRecognition>>({ max: KEPT_PROMPTS });

  /** @param entries those without a recogniser are left out */
  constructor(entries: readonly LibraryEntry[] = []) {
    const speaking = entries.filter(({ tool }) => tool.recogniser);
    this.#kinds = speaking.filter(({ card }) => card.constraint === undefined && card.kinds.length > 0);
    this.#constraints = speaking.filter(({ card }) => card.constraint !== undefined);
  }

  get hasKinds(): boolean {
    return this.#kinds.length > 0;
  }

  /** @returns the kind tools whose recognisers find their kind in the prompt. @throws RlarError where one breaks */
  kinds(prompt: string): Promise<readonly Recognition[]> {
    return once(this.#keptKinds, prompt, async () => {
      const found = await spansOf(this.#kinds, prompt);
      return found.filter(({ spans }) => spans.length > 0);
    });
  }

  /** @returns the constraints that constraint tools find in the prompt. @throws RlarError where a recogniser breaks */
  async constraints(prompt: string): Promise<ConstraintRecognition> {
    if (this.#constraints.length === 0) return NOTHING;
    return once(this.#keptConstraints, prompt, () => readConstraints(this.#constraints, prompt));
  }
}

async function readConstraints(
  entries: readonly LibraryEntry[],
  prompt: string,
): Promise<ConstraintRecognition> {
  const constraints: (RecognisedConstraint & { entry: LibraryEntry })[] = [];
  const unread: Span[] = [];
  const found = await spansOf(entries, prompt);
  await Promise.all(
    found.map(async ({ entry, spans }) => {
      if (spans.length === 0) return;
      const kwargs = await ask(() => entry.tool.recogniser?.extract?.(prompt) ?? null);
      const id = entry.card.constraint;
      if (kwargs && id !== undefined) constraints.push({ id, kwargs, spans, entry });
      else unread.push(...spans);
    }),
  );
  const longestFirst = constraints.toSorted(
    (left, right) => lengthOf(right.spans) - lengthOf(left.spans) || (left.id < right.id ? -1 : 1),
  );
  return { constraints: longestFirst, unread };
}

function spansOf(entries: readonly LibraryEntry[], prompt: string): Promise<Recognition[]> {
  return Promise.all(
    entries.map(async (entry) => {
      const spans = await ask<readonly Span[]>(() => entry.tool.recogniser?.recognise(prompt) ?? []);
      return { entry, spans };
    }),
  );
}

function ask<Answer>(work: () => Promise<Answer> | Answer): Promise<Answer> {
  return limit(async () => {
    try {
      return await work();
    } catch (thrown) {
      throw asRlarError(thrown, 'RLAR_TOOL_CRASHED');
    }
  });
}

function once<Answer extends object>(
  kept: LRUCache<string, Promise<Answer>>,
  prompt: string,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const key = hash('sha256', prompt, 'base64');
  const before = kept.get(key);
  if (before) return before;
  const answer = work();
  kept.set(key, answer);
  answer.catch(() => kept.delete(key));
  return answer;
}
