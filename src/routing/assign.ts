import type { Library, LibraryEntry } from '../library/library.ts';
import { referenceShape } from '../reading/reference-shape.ts';
import type { Assignment, MissingPart } from '../spec/assignment.ts';
import type { KindName } from '../spec/kinds.ts';
import { promptText, type Query } from '../spec/query.ts';
import { assignConstraints, type ConstraintsAssigned } from './assign-constraints.ts';
import { assignedTool } from './assigned-tool.ts';
import { decidedByAgent } from './decided-by-agent.ts';
import { ineligibilityReason } from './eligibility.ts';
import { DEFAULT_FORM_RULES, type FormRules } from './form-rules.ts';
import { ruleOf } from './kind-rules.ts';
import { namedByAgent } from './named-by-agent.ts';
import { pinnedTool } from './pinned-tool.ts';
import { type Profile, profileQuery } from './profile.ts';
import { recogniseKind } from './recognise-kind.ts';
import { serving, stands } from './serving.ts';
import { byUtility } from './utility.ts';

/**
 * Gives a query its reward function by the first rule that applies: the tools that the caller pinned; the checkers of the
 * constraints that the query carries or states; the template that the policy agent made for its kind; the tool for its kind
 * with the best expected accuracy minus λ·cost. Looks
 * at the query alone, never at a response. Where no tool fits, the assignment has no tools, gives the reason, and lists the
 * missing parts. There is no default reward.
 * @throws RlarError RLAR_TOOL_UNAVAILABLE where a pinned tool is not in the library
 */
export async function assignQuery(
  query: Query,
  library: Library,
  rules: FormRules = DEFAULT_FORM_RULES,
): Promise<Assignment> {
  const made = await assignTask(query, library, rules);
  const alone = made.tools.length === 0 ? null : answerAlone(query);
  const whole = alone ? withAnswer(made, await assignTask(alone, library, DEFAULT_FORM_RULES)) : made;
  return withMonitors(whole, library);
}

/** @returns the assignment for all demands of a query, except a reference that stands beside its constraints or calls */
async function assignTask(query: Query, library: Library, rules: FormRules): Promise<Assignment> {
  const recognised = await recogniseKind(query, library);
  const known = profileQuery(query, recognised);
  const profile = recognised ? known : namedByAgent(query, known, library);
  const { kind, confidence } = profile;
  const truncated = kind ? ruleOf(kind).truncated : 'score';
  const base = { kind, confidence, snapshot: library.snapshot, truncated };
  if (query.pinned) {
    const tools = query.pinned.map((pin) => pinnedTool(pin, kind, library));
    return { ...base, tools, rung: 'pinned', reason: 'the caller pinned these tools' };
  }
  const best = kind === null ? null : bestTool(kind, profile, library);
  const composed = await assignConstraints(query, profile, best, library, rules);
  if (composed?.assigned) return { ...base, ...composed.assigned };
  const decided = kind && !composed ? decidedByAgent(kind, profile, best, library) : null;
  if (decided && kind) {
    // A tool that may not be used here is why the agent found nothing: somebody has to be told of it.
    const isBarred = decided.tools.length === 0 && serving(kind, library).length > 0;
    const why = isBarred ? `; ${whyNone(kind, profile, library)}` : '';
    return { ...base, ...decided, reason: `${decided.reason}${why}` };
  }
  if (best && kind && !composed)
    return { ...base, ...withJudge(best, kind, profile, library), rung: profile.rung };
  return { ...base, ...nothing(profile, composed, library) };
}

/** Adds the monitors of a kind. They are asked and recorded, and change no reward, so that provisional ones may stand here. */
function withMonitors(made: Assignment, library: Library): Assignment {
  const { kind, tools, rung } = made;
  if (kind === null || tools.length === 0 || rung === 'pinned') return made;
  const monitors = library
    .entries()
    .filter(({ card }) => stands(card.monitors, kind) && card.evidence?.admitted)
    .map(({ card: { id, version } }) => ({ id, version, weight: 0 }));
  return monitors.length === 0 ? made : { ...made, tools: [...tools, ...monitors] };
}

/** The tool of a kind, with a judge behind it for what a program leaves unscored, or beside it for what a program passes. */
function withJudge(
  best: LibraryEntry,
  kind: KindName,
  profile: Profile,
  library: Library,
): Pick<Assignment, 'tools' | 'combine' | 'reason'> {
  const { reason } = profile;
  const tools = [assignedTool(best.card, kind)];
  if (best.card.type !== 'verifier' && best.card.type !== 'metric') return { tools, reason };
  const judgeFor = (served: 'backs' | 'besides'): LibraryEntry | undefined =>
    library
      .entries()
      .filter(
        (entry) =>
          stands(entry.card[served], kind) &&
          ineligibilityReason(entry, library, profile.carries, profile.prompt) === null,
      )
      .toSorted((left, right) => byUtility(left.card, right.card))[0];
  const graded = best.card.type === 'metric';
  const backer = graded ? undefined : judgeFor('backs');
  if (backer)
    return {
      tools: [...tools, assignedTool(backer.card, kind)],
      combine: 'first',
      reason: `${reason}; ${backer.card.id} judges what ${best.card.id} leaves unscored`,
    };
  const beside = judgeFor('besides');
  if (!beside) return { tools, reason };
  if (graded)
    return {
      tools: [{ ...tools[0]!, gate: true }, assignedTool(beside.card, kind)],
      reason: `${reason}; ${beside.card.id} judges beside ${best.card.id}, and counts where that does not give 0`,
    };
  return {
    tools: [...tools, assignedTool(beside.card, kind)],
    combine: 'all',
    reason: `${reason}; ${beside.card.id} is asked about what ${best.card.id} passes, and both are required`,
  };
}

/**
 * A reference beside constraints or expected calls is a part of the task: the answer is compared with it too. A long text is not, since
 * nothing tells it right or wrong; the JSON document of a schema is compared by the tool that reads it.
 * @returns the query without its constraints and calls, or null where it carries no such reference
 */
function answerAlone(query: Query): Query | null {
  if (query.references.length === 0 || query.kind || query.pinned) return null;
  if (query.constraints.length === 0 && !query.expected_calls) return null;
  if (referenceShape(query.references, promptText(query), query.options) === 'long-text') return null;
  const { expected_calls: _calls, ...rest } = query;
  return { ...rest, constraints: [], hints: {} };
}

function withAnswer(made: Assignment, answered: Assignment): Assignment {
  if (answered.tools.length === 0)
    return {
      ...made,
      tools: [],
      rung: 'none',
      reason: `${made.reason}; nothing compares the reference beside it: ${answered.reason}`,
      missing: [...(made.missing ?? []), ...(answered.missing ?? [])],
    };
  const reason = `${made.reason}; the reference beside it is compared too (${answered.kind})`;
  const compared = answered.combine === 'first' ? answered.tools.slice(0, 1) : answered.tools;
  return { ...made, tools: [...made.tools, ...compared], combine: 'all', reason };
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

function bestTool(kind: KindName, profile: Profile, library: Library): LibraryEntry | null {
  const eligible = serving(kind, library).filter(
    (entry) => ineligibilityReason(entry, library, profile.carries, profile.prompt) === null,
  );
  return eligible.toSorted((left, right) => byUtility(left.card, right.card, kind))[0] ?? null;
}

function whyNone(kind: KindName, profile: Profile, library: Library): string {
  const entries = serving(kind, library);
  if (entries.length === 0) return `no tool of the library serves ${kind}`;
  return entries
    .flatMap((entry) => ineligibilityReason(entry, library, profile.carries, profile.prompt) ?? [])
    .join(', ');
}
