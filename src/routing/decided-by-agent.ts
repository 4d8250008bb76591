import type { Library, LibraryEntry } from '../library/library.ts';
import type { AssignedTool, Assignment } from '../spec/assignment.ts';
import type { Template } from '../spec/decisions.ts';
import type { KindName } from '../spec/kinds.ts';
import type { Need } from '../spec/tool-card.ts';
import { assignedTool } from './assigned-tool.ts';
import { ineligibilityReason, promptLanguage } from './eligibility.ts';
import type { Profile } from './profile.ts';

type Decided = Pick<Assignment, 'tools' | 'combine' | 'rung' | 'reason' | 'missing'>;

/**
 * Applies the template that the policy agent made for a kind. It is read from the library; no model is asked here. Each of
 * its tools must be in the library in the version that the agent chose, and must be eligible for this query; else the
 * rules below decide, as if there were no template. A template that says that nothing fits counts only where the rules have
 * no tool either: the agent may not take away what has evidence.
 * @param best the tool that the rules would choose
 * @returns null where the rules decide
 */
export function decidedByAgent(
  kind: KindName,
  profile: Pick<Profile, 'carries' | 'reason' | 'prompt'>,
  best: LibraryEntry | null,
  library: Library,
): Decided | null {
  const made = library.templateFor(kind, inputsOf(profile.carries), () => promptLanguage(profile.prompt));
  if (!made || made.refused) return null;
  const because = `${profile.reason}; the policy agent (${made.by}): ${made.reason}`;
  if (made.tools.length === 0) {
    if (best) return null;
    const what = made.acquire
      ? `; it would have the ${made.acquire.agent} agent acquire ${made.acquire.what}`
      : '';
    return { tools: [], rung: 'agent', reason: `${because}${what}`, missing: [{ what: 'kind', name: kind }] };
  }
  const tools = made.tools.map((each) => usable(each, kind, profile, library));
  if (!tools.every((tool) => tool !== null)) return null;
  return { tools, ...(made.combine && { combine: made.combine }), rung: 'agent', reason: because };
}

/** Inputs that follow from another one. */
const IMPLIED = new Map<Need, Need>([['par-reference', 'reference']]);

/** @returns the inputs by which templates are kept, sorted: without steps, and without what follows from another input */
export function inputsOf(carries: Iterable<Need>): Need[] {
  const all = new Set(carries);
  return [...all].filter((need) => isOwn(need, all)).sort();
}

function isOwn(need: Need, all: ReadonlySet<Need>): boolean {
  const from = IMPLIED.get(need);
  return need !== 'steps' && (from === undefined || !all.has(from));
}

/** @returns all that queries with these inputs carry */
export function carriesWith(inputs: Iterable<Need>): Set<Need> {
  const carries = new Set<Need>([...inputs, 'steps']);
  for (const [need, from] of IMPLIED) if (carries.has(from)) carries.add(need);
  return carries;
}

function usable(
  { id, version, weight, gate }: Template['tools'][number],
  kind: KindName,
  { carries, prompt }: Pick<Profile, 'carries' | 'prompt'>,
  library: Library,
): AssignedTool | null {
  const entry = library.get(id);
  if (!entry || entry.card.version !== version) return null;
  if (ineligibilityReason(entry, library, carries, prompt) !== null) return null;
  return { ...assignedTool(entry.card, kind), weight, ...(gate && { gate }) };
}
