import { isRandomSort, randomEdits } from '../boundary/random-edits.ts';
import { type MinimalPair, type Start, searchBoundary } from '../boundary/search-boundary.ts';
import type { Demand } from '../demands/demand.ts';
import { readShape } from '../demands/shape.ts';
import type { Subject } from '../split.ts';
import { structureEdits } from '../structure-edits/structure-edits.ts';
import { answering, type Trial } from '../trial.ts';
import type { Finding } from './gate.ts';
import { othersOf, readTask } from './read-task.ts';

const MOST_SUBJECTS = 8;
/** Edits of parts, and edits at random places, of each response. */
const MOST_OF_PARTS = 30;
const MOST_RANDOM = 60;
const MOST_SINGLE = 64;
/** Queries in which edits in a row that break the same demand are paid: from this number on it is no accident. */
const SURE_QUERIES = 3;
const DOUBTFUL_QUERIES = 2;

/** A demand that edits in a row break, though they are paid. */
interface FurtherHole {
  readonly demand: string;
  readonly sorts: readonly string[];
  /** In at least three queries; in two it may be an accident. */
  readonly sure: boolean;
}

/** What a search of further edits found. */
export interface FurtherEdits {
  readonly tried: number;
  readonly holes: readonly FurtherHole[];
  readonly findings: readonly Finding[];
}

const NONE: FurtherEdits = { tried: 0, holes: [], findings: [] };

/**
 * Searches edits in a row, with the own reading of the prompts as the second verifier: it calls wrong what breaks a sure
 * demand, and knows nothing of all else. A checksum, a sum of letters, or a set in any order is broken by two edits
 * together where each alone is found.
 */
export async function furtherEdits(trial: Trial): Promise<FurtherEdits> {
  const task = readTask(trial);
  const sure = task?.demands.filter((demand) => demand.sure) ?? [];
  if (!task || sure.length === 0 || trial.graded) return NONE;
  const random = trial.random('further edits');
  const rights = task.rights.slice(0, MOST_SUBJECTS);
  const originals = new Map(rights.map(({ subject, shape }) => [subject, shape]));
  const brokenBy = ({ query, text }: Start<Subject>): Demand | undefined => {
    const shape = readShape(text, task.form);
    return sure.find(({ holds }) => !holds(query.prompt, shape, originals.get(query)!));
  };
  let tried = 0;
  const mine = async (asked: readonly Start<Subject>[]) => {
    tried += asked.length;
    const verdicts = await trial.run(asked.map(({ query, text }) => answering(query, text)));
    return verdicts.map(({ verdict }) => (verdict.status === 'scored' ? trial.isRewarded(verdict) : null));
  };
  const { pairs } = await searchBoundary<Subject>({
    starts: rights.map(({ subject, entry }) => ({ query: subject, text: entry.response })),
    edits: ({ query, text }) => [
      ...random
        .shuffled(
          structureEdits({
            shape: readShape(text, task.form),
            prompt: query.prompt,
            sums: task.sums,
            words: [],
          }).filter(({ wraps, keeps, free }) => !wraps && !keeps && !free),
        )
        .slice(0, MOST_OF_PARTS),
      ...randomEdits(text, othersOf(task, query), random, MOST_RANDOM),
    ],
    mine,
    theirs: async (asked) => {
      const own = await mine(asked);
      tried -= asked.length;
      return asked.map((one, at) => (brokenBy(one) ? false : (own[at] ?? null)));
    },
    random,
    single: MOST_SINGLE,
  });
  // Single edits of parts are judged by their sort elsewhere.
  const paid = pairs.filter(
    ({ paid: isPaid, sorts }) => isPaid && (sorts.length > 1 || isRandomSort(sorts[0]!)),
  );
  const byDemand = [...Map.groupBy(paid, (pair) => brokenBy(pair)!.name)];
  const holes = byDemand.flatMap(([demand, list]): FurtherHole[] => {
    const queries = new Set(list.map(({ query }) => query)).size;
    if (queries < DOUBTFUL_QUERIES) return [];
    return [{ demand, sorts: list[0]!.sorts, sure: queries >= SURE_QUERIES }];
  });
  return {
    tried,
    holes,
    findings: byDemand.flatMap(([demand, list]) => list.slice(0, 2).map((pair) => finding(pair, demand))),
  };
}

function finding({ query, sorts, text }: MinimalPair<Subject>, demand: string): Finding {
  return {
    name: `${query.name}: ${sorts.join(', after ')}`,
    expected: `unpaid: it breaks ${demand}`,
    got: 'paid',
    subject: query,
    response: text.slice(0, 1_000),
  };
}
