import {
  type Decisions,
  decisionName,
  type NamedKind,
  supersedes,
  type Template,
} from '../../spec/decisions.ts';
import { RlarError } from '../../spec/errors.ts';
import type { KindName } from '../../spec/kinds.ts';
import type { LogEntry } from '../../store/registry.ts';
import { type LibraryActor, nextEntry } from './next-entry.ts';
import { type PublishPlace, withRegistry } from './open-registry.ts';

/**
 * Publishes what the policy agent decided, as an entry of the library's log. A template replaces earlier ones for some of
 * the same queries, a name one of the same cluster; all others stay.
 * @returns the entry; null where the library already has these decisions
 * @throws RLAR_STORE_FAILED, RLAR_DISK_FULL
 */
export function publishDecisions(
  place: PublishPlace,
  made: Decisions,
  actor: LibraryActor,
): Promise<LogEntry | null> {
  const names = [...made.templates, ...made.kinds].map(decisionName);
  const reason = actor.reason ?? names.join(', ');
  return withRegistry(place, (registry) =>
    registry.append((head) =>
      nextEntry(
        head,
        { action: 'decide', by: actor.by, reason },
        (published) => published,
        ({ templates, kinds }) => ({
          templates: [
            ...templates.filter((one) => !made.templates.some((each) => supersedes(each, one))),
            ...made.templates,
          ],
          kinds: replaced(kinds, made.kinds),
        }),
      ),
    ),
  );
}

/**
 * Takes the decisions on a kind out of the library: its templates, and the clusters that were named so.
 * @throws RLAR_NOT_FOUND
 */
export async function forgetDecisions(
  place: PublishPlace,
  kind: KindName,
  actor: LibraryActor,
): Promise<LogEntry> {
  const others = <One extends { readonly kind: string }>(list: readonly One[]): One[] =>
    list.filter((one) => one.kind !== kind);
  const entry = await withRegistry(place, (registry) =>
    registry.append((head) =>
      nextEntry(
        head,
        { action: 'decide', by: actor.by, reason: actor.reason ?? `forgets ${kind}` },
        (published) => published,
        ({ templates, kinds }) => ({ templates: others(templates), kinds: others(kinds) }),
      ),
    ),
  );
  if (entry) return entry;
  throw new RlarError('RLAR_NOT_FOUND', `nothing was decided for ${kind}; rlar policy list shows what was`);
}

/** @returns the decisions with a template in the place of those for the same queries */
export function withTemplate({ templates, kinds }: Decisions, made: Template): Decisions {
  return { templates: [...templates.filter((one) => !supersedes(made, one)), made], kinds };
}

function replaced(before: readonly NamedKind[], made: readonly NamedKind[]): NamedKind[] {
  const names = new Set(made.map(decisionName));
  return [...before.filter((one) => !names.has(decisionName(one))), ...made];
}
