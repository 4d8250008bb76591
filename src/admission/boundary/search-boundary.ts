import type { Random } from '../../spec/random.ts';

/** An edit of a response. */
export interface Edit {
  readonly sort: string;
  readonly text: string;
}

/** A response from which the search starts. `Query` says to which query it answers. */
export interface Start<Query> {
  readonly query: Query;
  readonly text: string;
}

/** What is asked of a verifier: whether it pays each response; null where it gives no score. */
type Opinion<Query> = (asked: readonly Start<Query>[]) => Promise<readonly (boolean | null)[]>;

/** Two responses that differ by one edit: both verifiers agree on the first and disagree on the second. */
export interface MinimalPair<Query> {
  readonly query: Query;
  /** The last edit, and the edits before it, if any. */
  readonly sorts: readonly string[];
  readonly from: string;
  readonly text: string;
  /** Whether the verifier pays the edited response. The other verifier says the contrary. */
  readonly paid: boolean;
}

/** The outcome of a search. */
export interface Boundary<Query> {
  readonly pairs: readonly MinimalPair<Query>[];
  /** How many single edits both verifiers scored, and on how many of them they agree. Later edits are chosen, so they do not count. */
  readonly single: { readonly both: number; readonly agreed: number };
}

/** What a search needs. */
export interface BoundarySearch<Query> {
  readonly starts: readonly Start<Query>[];
  readonly edits: (start: Start<Query>) => readonly Edit[];
  readonly mine: Opinion<Query>;
  readonly theirs: Opinion<Query>;
  readonly random: Random;
  /** Most single edits; 160 where it is not said. */
  readonly single?: number;
}

/** Single edits that are tried, rounds after them, responses that are edited further in each, and edits of each of these. */
const MOST_SINGLE = 160;
const ROUNDS = 2;
const PARENTS = 12;
const CHILDREN = 10;
/** The share of further edited responses that the verifier pays: they drifted from the start and are still paid. */
const PAID_PARENTS = 8;

interface Node<Query> extends Start<Query> {
  readonly sorts: readonly string[];
  readonly paid: boolean;
  /** By how much the last edit changed the length. Those that changed it least have kept their form most likely. */
  readonly moved: number;
}

/**
 * Searches the edits of responses for those on which two verifiers disagree. It starts with single edits. Then it edits
 * responses on which both agree: those that were edited and are still paid, and those that lost the score by one edit. So
 * each disagreement is one edit away from an agreement. The number of calls is bounded (400 of each verifier), and the seed
 * decides them all.
 */
export async function searchBoundary<Query>(search: BoundarySearch<Query>): Promise<Boundary<Query>> {
  const { starts, edits, random, single: mostSingle = MOST_SINGLE } = search;
  const isNew = firstTime(starts);
  const pairs: MinimalPair<Query>[] = [];
  const agreed = (await judged(search, starts)).filter(({ paid, other }) => paid === other);
  let parents: Node<Query>[] = agreed.map(({ query, text, paid }) => ({
    query,
    text,
    paid,
    sorts: [],
    moved: 0,
  }));
  const single = { both: 0, agreed: 0 };
  for (let round = 0; round <= ROUNDS && parents.length > 0; round++) {
    const most = round === 0 ? Math.max(1, Math.ceil(mostSingle / parents.length)) : CHILDREN;
    const made = parents.flatMap((parent) =>
      random
        .shuffled(edits(parent))
        .map(({ sort, text }) => ({ parent, query: parent.query, sort, text }))
        .filter(isNew)
        .slice(0, most),
    );
    const tried = await judged(search, made.slice(0, round === 0 ? mostSingle : PARENTS * CHILDREN));
    if (round === 0)
      Object.assign(single, {
        both: tried.length,
        agreed: tried.filter((one) => one.paid === one.other).length,
      });
    const next: Node<Query>[] = [];
    for (const { parent, query, sort, text, paid, other } of tried) {
      const sorts = [sort, ...parent.sorts];
      if (paid !== other) pairs.push({ query, sorts, from: parent.text, text, paid });
      else next.push({ query, text, paid, sorts, moved: Math.abs(text.length - parent.text.length) });
    }
    const drifted = random.shuffled(next.filter(({ paid }) => paid)).slice(0, PAID_PARENTS);
    const lost = random.shuffled(next.filter(({ paid }) => !paid));
    const near = lost.toSorted((one, other) => one.moved - other.moved);
    parents = [...drifted, ...near.slice(0, PARENTS - drifted.length)];
  }
  return { pairs, single };
}

/** @returns the responses that both verifiers score, with both verdicts */
async function judged<Query, One extends Start<Query>>(
  { mine, theirs }: BoundarySearch<Query>,
  asked: readonly One[],
): Promise<(One & { readonly paid: boolean; readonly other: boolean })[]> {
  const [own, others] = [await mine(asked), await theirs(asked)];
  return asked.flatMap((one, at) => {
    const [paid, other] = [own[at] ?? null, others[at] ?? null];
    return paid === null || other === null ? [] : [{ ...one, paid, other }];
  });
}

/** @returns a test that is true for each response to a query the first time it is asked, and for no start */
function firstTime<Query>(starts: readonly Start<Query>[]): (one: Start<Query>) => boolean {
  const seen = new Map<Query, Set<string>>();
  const isNew = ({ query, text }: Start<Query>): boolean => {
    const texts = seen.get(query) ?? new Set<string>();
    seen.set(query, texts);
    const before = texts.size;
    return texts.add(text.trim()).size > before;
  };
  starts.forEach(isNew);
  return isNew;
}
