import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import type { LibraryEntry } from '../library/library.ts';
import { asRlarError } from '../spec/errors.ts';
import type { ConstraintReading, Span, StatedConstraint } from '../spec/tool.ts';
import { sortsOf } from '../spec/tool-card.ts';

/** What one tool's recogniser says of a prompt. */
export interface Recognition {
  readonly entry: LibraryEntry;
  readonly spans: readonly Span[];
}

/** What the constraint tools of a library read in a prompt, each constraint with the tool that read it. */
interface LibraryReading extends Required<ConstraintReading> {
  readonly constraints: readonly (StatedConstraint & { readonly entry: LibraryEntry })[];
}

const KEPT_PROMPTS = 5_000;
/** Recognisers in sandboxes that are in work at once, over all prompts and libraries. */
const AT_ONCE = 8;
const limit = pLimit(AT_ONCE);
const NOTHING: ConstraintReading = { constraints: [], unread: [] };

/**
 * The recognisers of the tools that may be chosen. Where one of them needs a sandbox, each prompt is asked about once and the
 * answer is kept; to read it again with programs of our own costs less than to remember it. A recogniser
 * that breaks (its sandbox failed, its version is gone) rejects with that error, and the error is not kept: nobody knows
 * what the prompt asks for, so it must not be taken for one that asks for nothing.
 */
export class LibraryRecognisers {
  readonly #kinds: readonly LibraryEntry[];
  readonly #constraints: readonly LibraryEntry[];
  readonly #keptKinds = new LRUCache<string, Promise<readonly Recognition[]>>({ max: KEPT_PROMPTS });
  readonly #keptConstraints = new LRUCache<string, Promise<LibraryReading>>({ max: KEPT_PROMPTS });

  /** @param entries those without a recogniser are left out */
  constructor(entries: readonly LibraryEntry[]) {
    const speaking = entries.filter(({ tool }) => tool.recogniser);
    this.#kinds = speaking.filter(({ card }) => sortsOf(card).length === 0 && card.kinds.length > 0);
    this.#constraints = speaking.filter(({ card }) => sortsOf(card).length > 0).toSorted(builtInFirst);
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

  /**
   * @returns what the constraint tools read in the prompt: built-in tools first, then by id
   * @throws RlarError where a recogniser breaks
   */
  constraints(prompt: string): Promise<LibraryReading> {
    const read = () => readConstraints(this.#constraints, prompt);
    return this.#constraints.every(isBuiltIn) ? read() : once(this.#keptConstraints, prompt, read);
  }
}

function isBuiltIn({ card }: LibraryEntry): boolean {
  return card.provenance.origin === 'built-in';
}

/** Where two tools read the same words equally well, the built-in one is heard. */
function builtInFirst(left: LibraryEntry, right: LibraryEntry): number {
  return Number(isBuiltIn(right)) - Number(isBuiltIn(left));
}

async function readConstraints(entries: readonly LibraryEntry[], prompt: string): Promise<LibraryReading> {
  const readings = await Promise.all(
    entries.map(async (entry) => ({
      entry,
      reading: await ask<ConstraintReading>(entry, () => entry.tool.recogniser?.read?.(prompt) ?? NOTHING),
    })),
  );
  return {
    constraints: readings.flatMap(({ entry, reading }) =>
      reading.constraints.map((stated) => ({ ...stated, entry })),
    ),
    companions: readings.flatMap(({ reading }) => reading.companions ?? []),
    unread: readings.flatMap(({ reading }) => reading.unread),
  };
}

function spansOf(entries: readonly LibraryEntry[], prompt: string): Promise<Recognition[]> {
  return Promise.all(
    entries.map(async (entry) => {
      const spans = await ask<readonly Span[]>(entry, () => entry.tool.recogniser?.recognise(prompt) ?? []);
      return { entry, spans };
    }),
  );
}

/** A recogniser of our own is called at once. The others wait for a sandbox, a few at a time. */
function ask<Answer>(entry: LibraryEntry, work: () => Promise<Answer> | Answer): Promise<Answer> {
  const call = async (): Promise<Answer> => {
    try {
      return await work();
    } catch (thrown) {
      throw asRlarError(thrown, 'RLAR_TOOL_CRASHED');
    }
  };
  return isBuiltIn(entry) ? call() : limit(call);
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
