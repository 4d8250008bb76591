import type { Library, LibraryEntry } from '../library/library.ts';
import type { AssignedTool, Assignment, MissingPart } from '../spec/assignment.ts';
import { familyOf, type KindName } from '../spec/kinds.ts';
import type { Query } from '../spec/query.ts';
import { assignConstraints, type ConstraintsAssigned } from './assign-constraints.ts';
import { ineligibilityReason } from './eligibility.ts';
import { ruleOf } from './kind-rules.ts';
import { type Profile, profileQuery } from './profile.ts';
import { recogniseKind } from './recognise-kind.ts';
import { byUtility } from './utility.ts';

/**
 * Gives a query its reward function, by the cheapest rung that can: what the caller pinned, else the checkers of the
 * constraints that it carries or states, else the tool of the kind with the best expected accuracy minus λ·cost. Looks at
 * the query alone, never at a response. Where nothing fits, the assignment has no tools, says why, and lists what is missing:
 * there is no default reward.
 * @throws RlarError RLAR_TOOL_UNAVAILABLE where a pinned tool is not in the library
 */
export async function assignQuery(query: Query, library: Library, hints = true): Promise<Assignment> {
  const recognised = await recogniseKind(query, library, hints);
  const profile = profileQuery(query, hints, recognised);
  const { kind, confidence } = profile;
  const truncated = kind ? ruleOf(kind).truncated : 'score';
  const base = { kind, confidence, snapshot: library.snapshot, truncated };
  if (query.pinned) {
    const tools = query.pinned.map((id) => assigned(library.require(id), kind));
    return { ...base, tools, rung: 'pinned', reason: 'the caller pinned these tools' };
  }
  const best = kind === null ? null : bestTool(kind, profile, library);
  const composed = await assignConstraints(query, profile, best !== null, library);
  if (composed?.assigned) return { ...base, ...composed.assigned };
  if (best && kind && !composed) {
    return { ...base, tools: [assigned(best, kind)], rung: profile.rung, reason: profile.reason };
  }
  return { ...base, ...nothing(profile, composed, library) };
}

function nothing(
  profile: Profile,
  composed: ConstraintsAssigned | null,
  library: Library,
): Pick<Assignment, 'tools' | 'rung' | 'reason' | 'missing'> {
  const missing: MissingPart[] = [...(composed?.missing ?? [])];
  const { kind } = profile;
  const lacks =
    kind && (!composed || serving(kind, library).length > 0) ? whyNone(kind, profile, library) : '';
  const why = composed ? [composed.reason, lacks].filter((part) => part !== '').join('; ') : lacks;
  if (profile.kind && missing.length === 0) missing.push({ what: 'kind', name: profile.kind });
  const reason = why === '' ? profile.reason : `${profile.reason}; ${why}`;
  return { tools: [], rung: 'none', reason, ...(missing.length > 0 && { missing }) };
}

function assigned(entry: LibraryEntry, kind: KindName | null): AssignedTool {
  const options = kind ? ruleOf(kind).options?.[entry.card.id] : undefined;
  return { id: entry.card.id, version: entry.card.version, weight: 1, ...(options && { options }) };
}

function bestTool(kind: KindName, profile: Profile, library: Library): LibraryEntry | null {
  const eligible = serving(kind, library).filter(
    (entry) => ineligibilityReason(entry, library, profile.carries) === null,
  );
  return eligible.toSorted((left, right) => byUtility(left.card, right.card, kind))[0] ?? null;
}

/** @returns tools whose card names the kind, or its family where the kind allows that; checkers of one constraint serve no whole kind */
function serving(kind: KindName, library: Library): LibraryEntry[] {
  const names = ruleOf(kind).ownToolsOnly ? [kind] : [kind, familyOf(kind)];
  return library
    .entries()
    .filter(
      ({ card }) => card.constraint === undefined && card.kinds.some((served) => names.includes(served)),
    );
}

function whyNone(kind: KindName, profile: Profile, library: Library): string {
  const entries = serving(kind, library);
  if (entries.length === 0) return `no tool of the library serves ${kind}`;
  return entries.flatMap((entry) => ineligibilityReason(entry, library, profile.carries) ?? []).join(', ');
}
