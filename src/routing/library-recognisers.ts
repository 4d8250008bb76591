import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import type { Library, LibraryEntry } from '../library/library.ts';
import { asRlarError } from '../spec/errors.ts';
import type { Span } from '../spec/tool.ts';
import { lengthOf, type RecognisedConstraint } from './constraints/recognised.ts';

/** What one tool's recogniser says of a prompt. */
export interface Recognition {
  readonly entry: LibraryEntry;
  readonly spans: readonly Span[];
}

/** What the recognisers of a library's constraint tools say of a prompt. */
export interface ConstraintRecognition {
  readonly constraints: readonly (RecognisedConstraint & { readonly entry: LibraryEntry })[];
  /** Asked for, but with arguments that could not be read. */
  readonly unread: readonly Span[];
}

const NOTHING: Promise<ConstraintRecognition> = Promise.resolve({ constraints: [], unread: [] });
const KEPT_PROMPTS = 5_000;
/** Recognisers in work at once, over all prompts. */
const AT_ONCE = 8;
const limit = pLimit(AT_ONCE);

type Asked<Answer> = LRUCache<string, Promise<Answer>>;
/** A library is immutable: what its recognisers say of a prompt is asked once. */
const askedKinds = new WeakMap<Library, Asked<readonly Recognition[]>>();
const askedConstraints = new WeakMap<Library, Asked<ConstraintRecognition>>();

/** @returns the tools with a recogniser: of kinds, or of constraints. Found once per library. */
const withRecogniser = new WeakMap<Library, { kinds: LibraryEntry[]; constraints: LibraryEntry[] }>();
function recognisable(library: Library) {
  let found = withRecogniser.get(library);
  if (!found) {
    const entries = library.entries().filter(({ tool, card }) => tool.recogniser && card.evidence?.admitted);
    found = {
      kinds: entries.filter(({ card }) => card.constraint === undefined && card.kinds.length > 0),
      constraints: entries.filter(({ card }) => card.constraint !== undefined),
    };
    withRecogniser.set(library, found);
  }
  return found;
}

export function hasKindRecognisers(library: Library): boolean {
  return recognisable(library).kinds.length > 0;
}

/** @returns the kind tools whose recognisers find their kind in the prompt */
export function recogniseKinds(prompt: string, library: Library): Promise<readonly Recognition[]> {
  return once(askedKinds, library, prompt, async () => {
    const found = await spansOf(recognisable(library).kinds, prompt);
    return found.filter(({ spans }) => spans.length > 0);
  });
}

/** @returns the constraints that the recognisers of constraint tools find in the prompt */
export function recogniseLibraryConstraints(
  prompt: string,
  library: Library,
): Promise<ConstraintRecognition> {
  const asked = recognisable(library).constraints;
  if (asked.length === 0) return NOTHING;
  return once(askedConstraints, library, prompt, async () => {
    const found = await spansOf(asked, prompt);
    const constraints: (RecognisedConstraint & { entry: LibraryEntry })[] = [];
    const unread: Span[] = [];
    await Promise.all(
      found.map(async ({ entry, spans }) => {
        if (spans.length === 0) return;
        const kwargs = await quietly(() => entry.tool.recogniser?.extract?.(prompt), null);
        const id = entry.card.constraint;
        if (kwargs && id !== undefined) constraints.push({ id, kwargs, spans, entry });
        else unread.push(...spans);
      }),
    );
    const longestFirst = constraints.toSorted(
      (left, right) => lengthOf(right.spans) - lengthOf(left.spans) || (left.id < right.id ? -1 : 1),
    );
    return { constraints: longestFirst, unread };
  });
}

function spansOf(entries: readonly LibraryEntry[], prompt: string): Promise<Recognition[]> {
  return Promise.all(
    entries.map(async (entry) => {
      const spans = await quietly<readonly Span[]>(() => entry.tool.recogniser?.recognise(prompt), []);
      return { entry, spans };
    }),
  );
}

/**
 * A recogniser that breaks recognises nothing: what it should have found is then left over, and nothing is scored.
 * @throws RLAR_VERSION_GONE where there is no telling what it would have said
 */
function quietly<Value>(ask: () => Promise<Value> | undefined, otherwise: Value): Promise<Value> {
  return limit(async () => {
    try {
      return (await ask()) ?? otherwise;
    } catch (thrown) {
      if (asRlarError(thrown).code === 'RLAR_VERSION_GONE') throw thrown;
      return otherwise;
    }
  });
}

function once<Answer extends object>(
  caches: WeakMap<Library, Asked<Answer>>,
  library: Library,
  prompt: string,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  let cache = caches.get(library);
  if (!cache) {
    cache = new LRUCache({ max: KEPT_PROMPTS });
    caches.set(library, cache);
  }
  const key = hash('sha256', prompt, 'base64');
  let answer = cache.get(key);
  if (!answer) {
    answer = ask();
    cache.set(key, answer);
  }
  return answer;
}
