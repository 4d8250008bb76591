import { type KnownVerdicts, usageOf } from '../../admission/added-tools/judge-verdicts.ts';
import type { PreferencePair } from '../../admission/added-tools/preference-pairs.ts';
import { judgePairs } from '../../admission/added-tools/try-judge.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import { type ChatUsage, plusUsage } from '../../spec/chat-usage.ts';
import { RlarError } from '../../spec/errors.ts';
import { type Criterion, type JudgeSpec, judgeSpec } from '../../spec/judge-spec.ts';
import { Random } from '../../spec/random.ts';
import type { Tool } from '../../spec/tool.ts';
import { rubricQuestion, type TriedRubric, writtenRubric } from './rubric-question.ts';

/** What the writer is to make. */
export interface RubricOrder {
  readonly id: string;
  readonly kind: string;
  /** Labelled pairs of the kind. Half of them are shown to the writer; the others test what it wrote. */
  readonly pairs: readonly PreferencePair[];
  /** How often a rubric is written; the best on the shown half is taken. */
  readonly rounds: number;
  /** The rubric in use, to be revised by what it decides wrongly; it stays where no revision is better. */
  readonly from?: JudgeSpec;
}

/** A rubric, with the pairs that neither its writer nor its choice has seen. */
export interface WrittenRubric {
  readonly spec: JudgeSpec;
  readonly heldOut: readonly PreferencePair[];
  /** Shares of the shown pairs that each rubric decided rightly, in the order in which they were written. */
  readonly tried: readonly number[];
  /** What the judges that use the rubrics were asked meanwhile; null where nothing was. */
  readonly trials: ChatUsage | null;
}

const SEED = 20;
/** Pairs below which no half says anything. */
export const LEAST_PAIRS = 80;
/** Pairs in one request, on which rubrics are tried, and wrong ones that are shown again. */
const IN_REQUEST = 8;
const TRIED = 24;
const SHOWN_WRONG = 6;
const GOOD = 0.95;

/**
 * Has a rubric written out of labelled pairs: what is hard and what is good is read off a better and a worse response;
 * each rubric is tried with the judge that is to use it, and what it decides wrongly goes back. The held-out half stays
 * sealed: the caller admits the judge on it, and a rubric that does not recover its labels is refused.

 * A rubric that is revised is tried first. A revision takes its place only where it decides more of the shown pairs rightly, and not fewer of the
 * sealed ones. From “Meta Policy Optimization” (MPO, 2025), which refines the prompt of a reward model during training; we know it from its
 * abstract. Attacks are tried when the judge is admitted.
 * @param judgeWith the judge that uses a rubric
 * @throws RlarError RLAR_INVALID_TOOL where there are too few pairs · RLAR_MODEL_…
 */
export async function writeRubric(
  writer: ChatModel,
  { id, kind, pairs, rounds, from }: RubricOrder,
  judgeWith: (spec: JudgeSpec) => Tool,
): Promise<WrittenRubric> {
  if (pairs.length < LEAST_PAIRS)
    throw new RlarError(
      'RLAR_INVALID_TOOL',
      `${pairs.length} pairs are too few: ${LEAST_PAIRS} are needed, half of them to test the rubric on`,
    );
  const mixed = new Random(SEED, id).shuffled(pairs);
  const half = Math.floor(mixed.length / 2);
  const shown = mixed.slice(0, half);
  const trial = shown.slice(0, TRIED);
  const tried: number[] = [];
  const known: KnownVerdicts[] = [];
  const wrongOf = async (judge: Tool, of: readonly PreferencePair[]): Promise<PreferencePair[]> => {
    const verdicts: KnownVerdicts = new Map();
    known.push(verdicts);
    const judged = await judgePairs(judge, of, verdicts);
    return of.filter((_, at) => {
      const { good, bad } = judged[at]!;
      return good === null || bad === null || good <= bad;
    });
  };
  let best: { readonly spec: JudgeSpec; readonly right: number } | undefined;
  let before: TriedRubric | null = null;
  const attempt = async (spec: JudgeSpec, criteria: readonly Criterion[]): Promise<void> => {
    const wrong = await wrongOf(judgeWith(spec), trial);
    const right = (trial.length - wrong.length) / trial.length;
    tried.push(right);
    if (!best || right > best.right) best = { spec, right };
    before = { criteria, wrong: wrong.slice(0, SHOWN_WRONG) };
  };
  if (from) await attempt(from, criteriaOf(from));
  for (let round = 1; round <= rounds && !(best && best.right >= GOOD); round += 1) {
    const question = rubricQuestion(kind, shown.slice(0, IN_REQUEST), before);
    const { criteria } = await writer.askStructured(
      { purpose: 'rubric', ...question, seed: round, temperature: 0.7 },
      writtenRubric,
    );
    await attempt(specOf(id, kind, criteria), criteria);
  }
  const heldOut = mixed.slice(half);
  const { spec } = best!;
  // A revision that decides fewer of the sealed pairs rightly than the rubric in use does not take its place.
  const losesTo = async (before: JudgeSpec): Promise<boolean> => {
    const old = await wrongOf(judgeWith(before), heldOut);
    return (await wrongOf(judgeWith(spec), heldOut)).length > old.length;
  };
  const isWorse = from !== undefined && spec !== from && (await losesTo(from));
  const trials = (await Promise.all(known.map(usageOf))).reduce(plusUsage, null);
  return { spec: isWorse ? from : spec, heldOut, tried, trials };
}

function criteriaOf(spec: JudgeSpec): readonly Criterion[] {
  if (spec.judges === 'rubric') return spec.criteria;
  throw new RlarError('RLAR_INVALID_TOOL', `a judge of ${spec.judges} has no rubric to revise`);
}

function specOf(id: string, kind: string, criteria: readonly Criterion[]): JudgeSpec {
  return judgeSpec.parse({ judges: 'rubric', id, kinds: [kind], criteria });
}
