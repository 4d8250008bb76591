import pLimit from 'p-limit';
import type { ModelFacts } from '../../hub/model-facts.ts';
import type { ModelListing, ModelQuery, ModelSource } from '../../hub/model-source.ts';
import { RlarError } from '../../spec/errors.ts';
import { familyOf } from '../../spec/kinds.ts';
import { table } from '../../spec/table.ts';
import { withKnownFigures } from './known-figures.ts';
import type { Refused } from './weigh-model.ts';

/** Words that scorers of every trade have in their ids. What they find is judged by facts afterwards. */
const GENERAL: readonly ModelQuery[] = [
  { query: 'reward' },
  { query: 'rm', task: 'text-classification' },
  { query: '-rm-' },
  { query: 'grm' },
  { query: 'preference' },
  { tags: ['reward-model'] },
  { tags: ['reward-trainer'] },
  { tags: ['RLHF'] },
];
/** Words of a family's own scorers. */
const BY_FAMILY = table<readonly string[]>({
  translation: ['comet', 'metricx', 'quality-estimation', 'translation-quality', '-rm'],
  math: ['prm', 'math-rm', 'shepherd'],
  reasoning: ['prm', 'verifier'],
  code: ['code-rm', 'coderm'],
  summarization: ['summar', 'faithful', 'consistency'],
  safety: ['harmless', 'safe', 'toxic', 'cost'],
  qa: ['faithful', 'verifier'],
});
const BY_NEED = table<readonly string[]>({
  reference: ['polar', 'verify', 'comet'],
  steps: ['prm', 'process'],
  rubric: ['unit', 'judge', 'rubric'],
});

/** Models of other senses than text are not read at all. */
const OTHER_SENSES = /image|video|audio|speech|vision|depth|3d|tabular|robotics|mask|object/;
const AT_ONCE = 4;

export interface Retrieved {
  readonly models: readonly ModelFacts[];
  /** Models whose facts could not be read. */
  readonly unread: readonly Refused[];
}

/** @returns the searches for a kind: wide, because the facts decide afterwards */
export function queriesFor(kind: string, carries: readonly string[]): ModelQuery[] {
  const own = [...(BY_FAMILY[familyOf(kind)] ?? []), ...carries.flatMap((need) => BY_NEED[need] ?? [])];
  return [...[...new Set(own)].map((query) => ({ query })), ...GENERAL];
}

/**
 * Searches wide and reads the facts of what is found.
 * @param limit models whose facts are read; the more downloaded come first, and each query has its share
 * @param commits `id@SHA` of models that are read at this commit in any case, whatever the searches find
 * @throws RlarError RLAR_HUB_UNREACHABLE, RLAR_HUB_RATE_LIMITED: what concerns the hub as a whole
 */
export async function retrieve(
  source: ModelSource,
  queries: readonly ModelQuery[],
  limit: number,
  commits: readonly string[] = [],
): Promise<Retrieved> {
  const pinned = new Map(
    commits.map((commit) => [commit.slice(0, commit.lastIndexOf('@')), commitOf(commit)]),
  );
  const lists: ModelListing[][] = [];
  for (const query of queries) lists.push(await source.search([{ ...query, limit }]));
  const found = inTurns(lists.map((list) => list.filter(ofText).map(({ id }) => id))).slice(0, limit);
  const ids = [...new Set([...pinned.keys(), ...found])];
  const models: ModelFacts[] = [];
  const unread: Refused[] = [];
  const atOnce = pLimit(AT_ONCE);
  await Promise.all(
    ids.map((id) =>
      atOnce(async () => {
        try {
          models.push(withKnownFigures(await source.facts(id, pinned.get(id))));
        } catch (cause) {
          if (!(cause instanceof RlarError) || HUB_AS_A_WHOLE.has(cause.code)) throw cause;
          unread.push({ id, code: 'access', why: `its facts could not be read: ${cause.message}` });
        }
      }),
    ),
  );
  return { models, unread };
}

function commitOf(commit: string): string {
  return commit.slice(commit.lastIndexOf('@') + 1);
}

const HUB_AS_A_WHOLE = new Set(['RLAR_HUB_UNREACHABLE', 'RLAR_HUB_RATE_LIMITED']);

function ofText({ task }: ModelListing): boolean {
  return task === null || !OTHER_SENSES.test(task);
}

/** The first of each list, then the second of each; each id once. */
function inTurns(lists: readonly (readonly string[])[]): string[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const turns = Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1)));
  return [...new Set(turns.flat())];
}
