import { alwaysValidShare } from '../../spec/always-valid.ts';
import type { Share } from '../../spec/share.ts';
import { randomEdits } from '../boundary/random-edits.ts';
import { type Boundary, type MinimalPair, type Start, searchBoundary } from '../boundary/search-boundary.ts';
import { readShape } from '../demands/shape.ts';
import type { Runnable } from '../run-cases.ts';
import type { Subject } from '../split.ts';
import { structureEdits } from '../structure-edits/structure-edits.ts';
import { answering, type Trial } from '../trial.ts';
import type { Finding } from './gate.ts';
import { othersOf, readTask, type Task } from './read-task.ts';

const MOST_SUBJECTS = 10;
const MOST_WRONG_STARTS = 10;
/** A sort of edit is disputed again and again in at least this number of queries. */
const FEWEST_QUERIES = 2;
const SHOWN_OF_A_SORT = 3;
const LONGEST = 1_000;
/** Edits at random places for each response. */
const MOST_RANDOM = 60;

/** The edits on which a verifier and a second opinion disagree. */
export interface DisputedEdits {
  readonly tried: number;
  readonly agreement: Share;
  /** One for each sort of edit, those of several queries first. */
  readonly findings: readonly Finding[];
  /** Sorts of edits that are disputed in several queries, in words. */
  readonly repeated: readonly string[];
}

const NONE: DisputedEdits = { tried: 0, agreement: alwaysValidShare(0, 0), findings: [], repeated: [] };

/**
 * Searches the edits of right and wrong responses for those on which the verifier and a second opinion disagree.
 * @param theirs whether the second opinion pays each response; null where it does not say
 */
export async function disputedEdits(
  trial: Trial,
  theirs: (cases: readonly Runnable[]) => Promise<(boolean | null)[]>,
): Promise<DisputedEdits> {
  const task = readTask(trial);
  if (!task) return NONE;
  const runs = (asked: readonly Start<Subject>[]) => asked.map(({ query, text }) => answering(query, text));
  const random = trial.random('disputed');
  let tried = 0;
  const boundary = await searchBoundary<Subject>({
    starts: startsOf(task),
    edits: ({ query, text }) => [
      ...structureEdits({
        shape: readShape(text, task.form),
        prompt: query.prompt,
        sums: task.sums,
        words: task.words,
      }),
      ...randomEdits(text, othersOf(task, query), random, MOST_RANDOM),
    ],
    mine: async (asked) => {
      tried += asked.length;
      const verdicts = await trial.run(runs(asked));
      return verdicts.map(({ verdict }) => (verdict.status === 'scored' ? trial.isRewarded(verdict) : null));
    },
    theirs: (asked) => theirs(runs(asked)),
    random,
  });
  return { tried, ...told(boundary, task) };
}

/** Right responses, and wrong ones to the same queries: their edits cross the boundary from the other side. */
function startsOf({ rights }: Task): Start<Subject>[] {
  const chosen = rights.slice(0, MOST_SUBJECTS);
  const wrong = chosen.flatMap(({ subject }) => {
    const found = subject.cases.find(
      ({ good, response, steps }) => good === false && response.trim() && !steps,
    );
    return found ? [{ query: subject, text: found.response }] : [];
  });
  return [
    ...chosen.map(({ subject, entry }) => ({ query: subject, text: entry.response })),
    ...wrong.slice(0, MOST_WRONG_STARTS),
  ];
}

function told({ pairs, single }: Boundary<Subject>, task: Task): Omit<DisputedEdits, 'tried'> {
  const byKind = [...Map.groupBy(pairs, ({ sorts, paid }) => `${paid} ${sorts[0]}`).values()];
  const queries = (list: readonly MinimalPair<Subject>[]) => new Set(list.map(({ query }) => query)).size;
  const sorted = byKind.toSorted(
    (one, other) => queries(other) - queries(one) || one[0]!.sorts.length - other[0]!.sorts.length,
  );
  return {
    agreement: alwaysValidShare(single.agreed, single.both),
    findings: sorted.flatMap((list) => shown(list).map((pair) => finding(pair, task))),
    repeated: sorted
      .filter((list) => queries(list) >= FEWEST_QUERIES)
      .map((list) => `“${list[0]!.sorts[0]}” (${list[0]!.paid ? 'paid here' : 'unpaid here'})`),
  };
}

/** @returns those of one sort that are shown: the fewest edits first, each of another query */
function shown(list: readonly MinimalPair<Subject>[]): MinimalPair<Subject>[] {
  const sorted = list.toSorted((one, other) => one.sorts.length - other.sorts.length);
  return sorted
    .filter(({ query }, at) => sorted.findIndex((other) => other.query === query) === at)
    .slice(0, SHOWN_OF_A_SORT);
}

function finding(
  { query, sorts, text, paid }: MinimalPair<Subject>,
  { form, demands, rights }: Task,
): Finding {
  const original = rights.find(({ subject }) => subject === query)!.shape;
  const broken = demands.find(({ holds }) => !holds(query.prompt, readShape(text, form), original));
  return {
    name: `${query.name}: ${sorts.join(', after ')}`,
    expected: `disputed: the second verifier ${paid ? 'pays nothing' : 'pays it'}${broken ? `; it may break ${broken.name}` : ''}`,
    got: paid ? 'paid' : 'unpaid',
    subject: query,
    response: text.slice(0, LONGEST),
    disputed: true,
  };
}
