import type { Library } from '../library/library.ts';
import type { LiveLibrary } from '../library/live-library.ts';
import { assignQuery } from '../routing/assign.ts';
import type { Assignment } from '../spec/assignment.ts';
import { RlarError } from '../spec/errors.ts';
import type { ToolResult } from '../spec/reward.ts';
import type { ToolCard } from '../spec/tool-card.ts';
import type { Group } from '../spec/wire.ts';
import type { LedgerRecord, Store } from '../store/store.ts';
import { type Assigned, goneVersion } from './assigned.ts';

/**
 * Gives recorded rollouts their reward functions again.
 * @param snapshot `same`: the ones they had, by the versions they had; what a judge, a reward model or another tool that
 * is not deterministic said of them stands as it was recorded · `latest`: assigned anew by the library as it is · an id:
 * by that snapshot
 * @throws RLAR_NOT_FOUND for a snapshot that is not recorded, or a record without texts
 */
export async function assignRecorded(
  records: readonly LedgerRecord[],
  snapshot: string,
  {
    live,
    store,
    hints,
  }: { readonly live: LiveLibrary; readonly store: Store | null; readonly hints: boolean },
): Promise<Assigned[]> {
  const current = live.current;
  const find = async (id: string) => {
    const cards = (await store?.getSnapshot(id))?.cards ?? live.cardsOf(id);
    return cards ? live.at(id, cards) : null;
  };
  const libraries = new Map<string, Library | null>();
  const libraryOf = async (id: string): Promise<Library | null> => {
    if (!libraries.has(id)) libraries.set(id, await find(id));
    return libraries.get(id) ?? null;
  };
  const named = snapshot === 'same' || snapshot === 'latest' ? current : await libraryOf(snapshot);
  if (!named) throw new RlarError('RLAR_NOT_FOUND', `no snapshot ${snapshot} in the store`);
  const assigned = records.map(async (record): Promise<Assigned> => {
    const { query, rollout, reward, queryKey: key, group: id } = record;
    if (!query || !rollout)
      throw new RlarError('RLAR_NOT_FOUND', `record ${reward.record} was kept without texts`);
    const group: Group = { ...(id !== null && { id }), query, rollouts: [{ ...rollout, id: reward.id }] };
    if (snapshot === 'same') {
      const library = (await libraryOf(reward.assignment.snapshot)) ?? current;
      return { group, key, library, ...asRecorded(reward.assignment, reward.results, library) };
    }
    const assignment = await assignQuery(query, named, hints);
    return { group, key, library: named, assignment, error: goneVersion(assignment, named) };
  });
  return Promise.all(assigned);
}

function asRecorded(
  assignment: Assignment,
  results: readonly ToolResult[],
  library: Library,
): Pick<Assigned, 'assignment' | 'error' | 'recorded'> {
  const kept = results.filter(
    ({ tool, status }) => status !== 'failed' && !isRepeatable(library.get(tool)?.card),
  );
  const spared = new Set(kept.map((result) => result.tool));
  return { assignment, error: goneVersion(assignment, library, spared), recorded: [kept] };
}

/** Whether asking the tool again gives the same answer. */
function isRepeatable(card: ToolCard | undefined): boolean {
  return card === undefined || (card.deterministic && (card.type === 'verifier' || card.type === 'metric'));
}
