import type { Library } from '../library/library.ts';
import type { LiveLibrary } from '../library/live-library.ts';
import { completeAssignment } from '../routing/complete-assignment.ts';
import { RlarError } from '../spec/errors.ts';
import type { Query } from '../spec/query.ts';
import type { ToolResult } from '../spec/reward.ts';
import type { Rollout } from '../spec/rollout.ts';
import type { ToolCard } from '../spec/tool-card.ts';
import type { RunContext } from '../spec/wire.ts';
import type { RecordedGroup } from '../store/ledger.ts';
import type { RunSettings } from '../store/runs.ts';
import { missingToolVersion, type PlannedGroup } from './planned-group.ts';
import { wasRefused } from './refused-response.ts';

/**
 * Plans recorded groups again. Each group is whole: the same rollouts in the same order, with the other columns of their
 * rows.
 * @param snapshot `same`: each group keeps its assignment and its tool versions. The recorded results of judges, reward
 * models and other tools that are not deterministic are reused · `latest`: the current library assigns the group anew · an
 * id: that snapshot assigns it anew. The settings of the group's run (provisional tools, form rules) hold in all three
 * cases
 * @param settingsOf gives the settings of a group's run
 * @throws RLAR_NOT_FOUND for a snapshot that is not recorded, or a group that is not recorded whole
 */
export async function planReplay(
  groups: readonly RecordedGroup[],
  snapshot: string,
  live: LiveLibrary,
  settingsOf: (context: RunContext) => Promise<RunSettings>,
): Promise<PlannedGroup[]> {
  const { current } = live;
  const named = snapshot === 'same' || snapshot === 'latest' ? current : await live.at(snapshot);
  if (!named) throw new RlarError('RLAR_NOT_FOUND', `no snapshot ${snapshot} in the store`);
  return Promise.all(
    groups.map(async (recorded): Promise<PlannedGroup> => {
      const { id, queryKey: key, assignment: before } = recorded;
      const { query, rollouts } = wholeOf(recorded);
      const group = { ...(id !== null && { id }), query, rollouts };
      const { step } = recorded.context;
      if (snapshot === 'same') {
        const library = await live.resolving(before.snapshot, current);
        const results = standing(recorded, library);
        const shown = results.filter((_, index) => !wasRefused(recorded.records[index]!.reward));
        const error = missingToolVersion(before, library, inEvery(shown));
        return { group, key, library, assignment: before, error, step, recorded: results };
      }
      const settings = await settingsOf(recorded.context);
      const library = named.withProvisional(settings.provisional);
      const assignment = await completeAssignment(query, library, settings);
      return { group, key, library, assignment, error: missingToolVersion(assignment, library), step };
    }),
  );
}

/** @returns whether every rollout of a group is still recorded, so that the group can be scored again */
export function isWhole({ query, records, size }: RecordedGroup): boolean {
  return query !== null && records.length === size && records.every(({ rollout }) => rollout !== null);
}

function wholeOf(recorded: RecordedGroup): { readonly query: Query; readonly rollouts: Rollout[] } {
  const { query, records } = recorded;
  const rollouts = records.flatMap(({ rollout, reward }) => (rollout ? [{ ...rollout, id: reward.id }] : []));
  if (query && isWhole(recorded)) return { query, rollouts };
  const name = recorded.id ?? records[0]?.record;
  throw new RlarError(
    'RLAR_NOT_FOUND',
    `group ${name} is not recorded as a whole: its texts, or a part of it, are gone`,
  );
}

/** @returns by rollout, the recorded results of the tools that could give another answer when asked again */
function standing({ records }: RecordedGroup, library: Library): ToolResult[][] {
  return records.map(({ reward }) =>
    reward.results.filter(
      ({ tool, status }) => status !== 'failed' && !isRepeatable(library.get(tool)?.card),
    ),
  );
}

/** @returns the tools that have a result for every rollout, so that they need not be run */
export function inEvery(results: readonly (readonly ToolResult[])[] = []): ReadonlySet<string> {
  const [first = [], ...others] = results.map((list) => new Set(list.map(({ tool }) => tool)));
  return new Set([...first].filter((tool) => others.every((other) => other.has(tool))));
}

/** Whether the tool gives the same answer when it is asked again. */
function isRepeatable(card: ToolCard | undefined): boolean {
  return card === undefined || (card.deterministic && (card.type === 'verifier' || card.type === 'metric'));
}
