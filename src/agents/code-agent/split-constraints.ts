import { z } from 'zod';
import type { ChatModel } from '../../models/chat-model.ts';
import type { Span } from '../../spec/tool.ts';
import { askStep } from './ask-step.ts';

const SLUG = /[^a-z0-9:_.-]+/g;
const shape = z.object({
  prompts: z.array(
    z.object({
      prompt: z.number().int().describe('number of the prompt'),
      constraints: z.array(
        z.object({ words: z.string(), sort: z.string(), meaning: z.string(), checkable: z.boolean() }),
      ),
    }),
  ),
});

/** A sort of constraint that somebody has a checker for. */
export interface KnownSort {
  readonly id: string;
  readonly meaning: string;
}

/** A constraint that a prompt states. */
interface PromptConstraint {
  /** As the prompt words it. */
  readonly words: string;
  readonly span: Span;
  /** Id of a known sort, or a proposed one. */
  readonly sort: string;
  readonly known: boolean;
  readonly meaning: string;
  /** Whether a program can tell, as the model sees it. */
  readonly checkable: boolean;
}

/** A sort that nobody has a checker for, with the prompts that state it. */
interface ProposedSort extends KnownSort {
  readonly checkable: boolean;
  /** Indices of the prompts, and the words of the first. */
  readonly prompts: readonly number[];
  readonly words: string;
}

/** What several prompts demand. */
export interface SplitPrompts {
  /** One per prompt, in the given order; words that do not stand in the prompt are left out. */
  readonly constraints: readonly (readonly PromptConstraint[])[];
  readonly proposed: readonly ProposedSort[];
}

/** Prompts to a call, and characters of each that are shown. */
const BATCH = 8;
const LONGEST_SHOWN = 4_000;

/**
 * Splits prompts into their constraints; sorts proposed for one batch are known to the next, so that the same demand has
 * one name.
 * @throws RlarError RLAR_MODEL_…
 */
export async function splitConstraints(
  prompts: readonly string[],
  knownSorts: readonly KnownSort[],
  model: ChatModel,
  options: { readonly seed?: number; readonly signal?: AbortSignal } = {},
): Promise<SplitPrompts> {
  const { seed = 1, signal } = options;
  const proposed = new Map<
    string,
    { sort: KnownSort; checkable: boolean; prompts: Set<number>; words: string }
  >();
  const constraints: PromptConstraint[][] = prompts.map(() => []);
  const known = new Set(knownSorts.map(({ id }) => id));
  for (let from = 0; from < prompts.length; from += BATCH) {
    const batch = prompts.slice(from, from + BATCH);
    const listed = [...knownSorts, ...Array.from(proposed.values(), ({ sort }) => sort)];
    const answer = await askStep(model, {
      purpose: 'split',
      prompt: 'split-constraints',
      data: {
        known: listed.map(({ id, meaning }) => `- ${id}: ${meaning}`).join('\n') || '(none)',
        prompts: batch.map((prompt, at) => `[${at}] ${prompt.slice(0, LONGEST_SHOWN)}`).join('\n\n'),
      },
      shape,
      seed,
      temperature: 0,
      ...(signal && { signal }),
    });
    for (const { prompt: at, constraints: found } of answer.prompts) {
      const text = batch[at];
      const index = from + at;
      if (text === undefined) continue;
      for (const { words, sort: named, meaning, checkable } of found) {
        const span = locate(text, words);
        const sort = known.has(named) ? named : slugOf(named);
        if (!span || sort === '') continue;
        const quoted = text.slice(...span);
        constraints[index]?.push({ words: quoted, span, sort, known: known.has(sort), meaning, checkable });
        if (known.has(sort)) continue;
        const entry = proposed.get(sort) ?? {
          sort: { id: sort, meaning },
          checkable,
          prompts: new Set(),
          words: quoted,
        };
        entry.prompts.add(index);
        proposed.set(sort, entry);
      }
    }
  }
  const sorts = Array.from(proposed.values(), ({ sort, checkable, prompts: where, words }) => ({
    ...sort,
    checkable,
    prompts: [...where],
    words,
  }));
  return { constraints, proposed: sorts };
}

function slugOf(name: string): string {
  return name
    .toLowerCase()
    .trim()
    .replace(SLUG, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}

/** Quotations are exact but for white space and the case of letters. */
function locate(prompt: string, words: string): Span | null {
  const wanted = words.trim();
  if (wanted === '') return null;
  const exact = prompt.indexOf(wanted);
  if (exact >= 0) return [exact, exact + wanted.length];
  const escaped = wanted
    .slice(0, 2_000)
    .split(/\s+/)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const found = new RegExp(escaped.join('\\s+'), 'i').exec(prompt);
  return found ? [found.index, found.index + found[0].length] : null;
}
