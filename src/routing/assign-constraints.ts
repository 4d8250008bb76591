import type { Library, LibraryEntry } from '../library/library.ts';
import { readQuery } from '../reading/read-asked.ts';
import { hasRightAnswer } from '../reading/right-answer.ts';
import type { AssignedTool, Assignment, MissingPart } from '../spec/assignment.ts';
import { familyOf } from '../spec/kinds.ts';
import { promptText, type Query } from '../spec/query.ts';
import { composeConstraints } from './compose-constraints.ts';
import type { FormRules } from './form-rules.ts';
import { judgeClauses } from './judge-clauses.ts';
import type { Profile } from './profile.ts';
import { recognisersOf } from './recognisers-of.ts';

const KIND = 'instruction-following.constraints';
/** The share of recognised constraints that a prompt really asks for, arguments included: measured by scripts/measure-recognisers.ts. */
const CONFIDENCE = 0.97;
/** Families whose answers are mainly right or wrong, or faithful to a text. Their form matters least. */
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

/** Families whose questions have a right answer. The form that a prompt asks for is checked there, but is not the reward. */
const ANSWERED: ReadonlySet<string> = new Set(['math', 'choice', 'reasoning', 'qa']);

/** Classifier confidence below which its kind does not stop us from reading constraints out of the prompt. */
const SURE_GUESS = 0.7;

export interface ConstraintsAssigned {
  /** Null where one demand of the prompt has no tool. The remaining demands alone would reward an easier task. */
  readonly assigned: Pick<Assignment, 'kind' | 'confidence' | 'tools' | 'combine' | 'rung' | 'reason'> | null;
  readonly missing: readonly MissingPart[];
  readonly reason: string;
}

/**
 * Constraints that the caller gives are the complete list, and they are the task. Otherwise constraints are read from the
 * prompt, if the query carries nothing to compare an answer with, and either its kind is instruction following, or its kind
 * has no tool except perhaps a judge. Where the prompt asks a question with a right answer, the form is only a part of the
 * task, and a judge decides the content. Without a judge the form is checked but not rewarded, unless the run allows that
 * or the caller names the task instruction following.
 * @param served the tool that serves the kind, where there is one
 * @returns null where the query states no constraint
 */
export async function assignConstraints(
  query: Query,
  profile: Profile,
  served: LibraryEntry | null,
  library: Library,
  rules: FormRules,
): Promise<ConstraintsAssigned | null> {
  if (query.constraints.length > 0) {
    if (profile.kind !== KIND) return null;
    const composition = composeConstraints(
      query.constraints,
      KIND,
      library,
      profile.carries,
      rules.bareCheckers,
    );
    return joined(composition, profile, profile.rung, profile.confidence, '');
  }
  const follows = profile.kind !== null && familyOf(profile.kind) === 'instruction-following';
  const judge = served?.card.type === 'judge' ? served : null;
  if ((served && !judge && !follows) || carriesAnswer(query)) return null;
  const isAnswered = isSurely(ANSWERED, profile);
  if (isSurely(MORE_THAN_FORM, profile) && !isAnswered) return null;
  const { constraints, leftovers } = await readQuery(query, recognisersOf(library));
  if (constraints.length === 0 && (leftovers.length === 0 || isAnswered || judge)) return null;
  const programs = composeConstraints(constraints, KIND, library, profile.carries, rules.bareCheckers);
  const prompt = promptText(query);
  const byJudge =
    constraints.length > 0 || follows ? judgeClauses(leftovers, prompt, library, profile.carries) : null;
  const composition = byJudge ? { ...programs, tools: [...programs.tools, byJudge] } : programs;
  const unjudged = byJudge ? [] : leftovers;
  const clauses = unjudged.map((name): MissingPart => ({ what: 'clause', name }));
  const asks = [...constraints.map(({ id }) => id), ...(byJudge ? leftovers.map(quoted) : [])];
  const stated = `the prompt asks for ${asks.join(', ')}`;
  const [rung, confidence] = follows
    ? ([profile.rung, profile.confidence] as const)
    : (['recogniser', CONFIDENCE] as const);
  const all = { ...composition, missing: [...composition.missing, ...clauses] };
  const unread = unjudged.map((words) => `nothing recognises ${quoted(words)}`);
  const made = joined(
    { ...all, reasons: [...composition.reasons, ...unread] },
    profile,
    rung,
    confidence,
    stated,
  );
  if (!made.assigned) return isAnswered || judge ? null : made;
  const given = follows && (profile.rung === 'hint' || profile.rung === 'pinned');
  const hasAnswer =
    isAnswered ||
    hasRightAnswer(
      prompt,
      constraints.flatMap(({ spans }) => spans),
    );
  if (judge)
    return { ...made, assigned: { ...made.assigned, tools: [...made.assigned.tools, required(judge)] } };
  if (!hasAnswer || given || rules.formOnly) return made;
  const why = `${made.assigned.reason}; the answer is right or wrong besides, and no tool judges it`;
  return { ...made, assigned: { ...made.assigned, combine: 'form', reason: why } };
}

function carriesAnswer(query: Query): boolean {
  if (query.references.length > 0 || query.tests !== undefined) return true;
  return query.schema !== undefined || query.expected_calls !== undefined || query.languages !== undefined;
}

/** Whether a kind belongs to one of these families and is not a weak guess. */
function isSurely(families: ReadonlySet<string>, { kind, rung, confidence }: Profile): boolean {
  return kind !== null && families.has(familyOf(kind)) && (rung !== 'classifier' || confidence >= SURE_GUESS);
}

function required({ card }: LibraryEntry): AssignedTool {
  return { id: card.id, version: card.version, weight: 1 };
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

function quoted(words: string): string {
  return JSON.stringify(words);
}
