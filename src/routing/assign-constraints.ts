import type { Library } from '../library/library.ts';
import { readQuery } from '../reading/read-asked.ts';
import type { Assignment, MissingPart } from '../spec/assignment.ts';
import { familyOf } from '../spec/kinds.ts';
import type { Constraint, Query } from '../spec/query.ts';
import { composeConstraints } from './compose-constraints.ts';
import { recognisersOf } from './library-recognisers.ts';
import type { Profile } from './profile.ts';

const KIND = 'instruction-following.constraints';
/** Share of the recognised constraints that are asked for, with these arguments: scripts/measure-recognisers.ts. */
const CONFIDENCE = 0.97;
/** Families whose answers are first of all right or wrong, or faithful to a text; their form matters least. */
const MORE_THAN_FORM: ReadonlySet<string> = new Set([
  'math',
  'code',
  'code-output',
  'choice',
  'reasoning',
  'translation',
  'qa',
  'summarization',
  'data-to-text',
  'tool-calls',
  'safety',
]);

/** Classifier confidence below which its kind does not stop us from reading constraints out of the prompt. */
const SURE_GUESS = 0.7;

export interface ConstraintsAssigned {
  /** Null where a part of what is asked for has no tool: the other parts would be the reward of an easier query. */
  readonly assigned: Pick<Assignment, 'kind' | 'confidence' | 'tools' | 'combine' | 'rung' | 'reason'> | null;
  readonly missing: readonly MissingPart[];
  readonly reason: string;
}

/**
 * Constraints that the caller gives are the whole list. Else they are read from the prompt: where the query follows
 * instructions, or no tool serves it, it carries nothing to compare an answer with, and its kind is not surely one of those in
 * which the form is the least part of an answer. Where only clauses are found that nothing recognises, they are missing.
 * @returns null where the query states no constraint
 */
export async function assignConstraints(
  query: Query,
  profile: Profile,
  served: boolean,
  library: Library,
): Promise<ConstraintsAssigned | null> {
  if (query.constraints.length > 0) {
    if (profile.kind !== KIND) return null;
    const composition = composeConstraints(query.constraints, library, profile.carries);
    return joined(composition, profile, profile.rung, profile.confidence, '');
  }
  const follows = profile.kind !== null && familyOf(profile.kind) === 'instruction-following';
  if (!isReadable(query, profile, follows || !served)) return null;
  const { constraints, leftovers } = await readQuery(query, recognisersOf(library));
  if (constraints.length === 0 && leftovers.length === 0) return null;
  const composition = composeConstraints(constraints, library, profile.carries);
  const clauses = leftovers.map((name): MissingPart => ({ what: 'clause', name }));
  const stated = `the prompt asks for ${listed(constraints)}`;
  const [rung, confidence] = follows
    ? ([profile.rung, profile.confidence] as const)
    : (['recogniser', CONFIDENCE] as const);
  const all = { ...composition, missing: [...composition.missing, ...clauses] };
  const unread = leftovers.map((words) => `nothing recognises ${JSON.stringify(words)}`);
  return joined({ ...all, reasons: [...composition.reasons, ...unread] }, profile, rung, confidence, stated);
}

function isReadable(query: Query, profile: Profile, wanted: boolean): boolean {
  if (!wanted || query.references.length > 0 || query.tests !== undefined) return false;
  if (query.schema || query.expected_calls || query.languages) return false;
  if (profile.kind === null || !MORE_THAN_FORM.has(familyOf(profile.kind))) return true;
  return profile.rung === 'classifier' && profile.confidence < SURE_GUESS;
}

function joined(
  { tools, missing, reasons }: ReturnType<typeof composeConstraints>,
  profile: Profile,
  rung: Assignment['rung'],
  confidence: number,
  stated: string,
): ConstraintsAssigned {
  const reason = reasons.join(', ');
  if (missing.length > 0 || tools.length === 0) return { assigned: null, missing, reason };
  const why = stated === '' ? profile.reason : `${profile.reason}; ${stated}`;
  const assigned = { kind: KIND, confidence, tools: [...tools], combine: 'all' as const, rung, reason: why };
  return { assigned, missing, reason };
}

function listed(constraints: readonly Constraint[]): string {
  return constraints.map(({ id }) => id).join(', ');
}
