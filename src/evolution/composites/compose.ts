import type { Library } from '../../library/library.ts';
import { assignQuery } from '../../routing/assign.ts';
import { inputsOf } from '../../routing/decided-by-agent.ts';
import { carriedBy } from '../../routing/profile.ts';
import type { Template } from '../../spec/decisions.ts';
import { familyOf, type KindName } from '../../spec/kinds.ts';
import type { Query } from '../../spec/query.ts';
import type { Reward } from '../../spec/reward.ts';
import type { RecordedGroup } from '../../store/ledger.ts';
import { asRecorded, type LabelledGroup } from '../gold/labelled-groups.ts';
import type { LabelledItem, LabelsSay } from './composite.ts';
import { partsFor } from './parts-for.ts';
import { LEAST_QUERIES, type Proposal, proposeComposite, templateFor } from './propose-composite.ts';
import type { Generator } from './search-composites.ts';

/** Scores for a search. Nothing of that is paid or recorded. */
export interface ComposePlace {
  readonly library: () => Library;
  /** Scores groups by a snapshot. */
  readonly replay: (groups: readonly RecordedGroup[], snapshot: string) => Promise<Reward[][]>;
  /** @returns by response and tool, what the tool says of it on the scale from 0 to 1; null where it says nothing */
  readonly valuesOf: (
    asked: { readonly query: Query; readonly kind: KindName; readonly texts: readonly string[] },
    tools: readonly string[],
  ) => Promise<(number | null)[][]>;
}

/** What a search found for the queries of one kind that carry the same inputs. */
export interface Composed {
  /** The kind and the inputs in a word. */
  readonly key: string;
  readonly kind: KindName;
  readonly queries: number;
  readonly proposal: Proposal | null;
  /** The proposal as a change of the library. */
  readonly template: Template | null;
  readonly generator: Generator | null;
}

/** Queries of constraints are composed of the constraints themselves. */
const COMPOSED = 'instruction-following';

/**
 * Searches composites for every kind of which enough labelled queries are there.
 * @param generators of earlier searches, by the key of the kind
 */
export async function compose(
  groups: readonly LabelledGroup[],
  place: ComposePlace,
  {
    seed,
    generators = new Map(),
    by = 'verdict',
  }: {
    readonly seed: number;
    readonly generators?: ReadonlyMap<string, Generator>;
    readonly by?: LabelsSay;
  },
): Promise<Composed[]> {
  const library = place.library();
  const assigned = await Promise.all(
    groups.map(async (group) => ({ group, made: await assignQuery(group.query, library) })),
  );
  const byKind = Map.groupBy(
    assigned.filter(({ group, made }) => isSearched(made.kind) && !group.query.pinned),
    ({ group, made }) => [made.kind, ...inputsOf(carriedBy(group.query))].join(' '),
  );
  const all: Composed[] = [];
  for (const [key, list] of byKind) {
    if (list.length < LEAST_QUERIES) continue;
    const kind = list[0]!.made.kind!;
    const carries = inputsOf(carriedBy(list[0]!.group.query));
    const parts = partsFor(kind, carries, library);
    const items: LabelledItem[] = [];
    for (const { group, made } of list) {
      const { query, queryKey, responses } = group;
      const texts = responses.map(({ text }) => text);
      const values = await place.valuesOf(
        { query, kind, texts },
        parts.map(({ id }) => id),
      );
      const [rewards = []] = await place.replay([asRecorded(group, made)], library.snapshot);
      for (const [at, { correct }] of responses.entries())
        items.push({ query: queryKey, correct, values: values[at] ?? [], now: rewards[at]?.reward ?? null });
    }
    const order = { kind, carries, parts, items, seed, generator: generators.get(key), by };
    const { proposal, generator } = proposeComposite(order);
    const template = proposal && templateFor(proposal, order, library);
    all.push({ key, kind, queries: list.length, proposal, template, generator });
  }
  return all;
}

function isSearched(kind: KindName | null): boolean {
  return kind !== null && familyOf(kind) !== COMPOSED;
}
