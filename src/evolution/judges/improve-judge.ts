import { addRule, ruleIdOf } from '../../admission/added-tools/add-rule.ts';
import { distilJudge } from '../../admission/added-tools/distil-judge.ts';
import { distilRule } from '../../admission/added-tools/distil-rule.ts';
import { judgedTexts } from '../../admission/added-tools/judged-texts.ts';
import { type PreferencePair, preferencePair } from '../../admission/added-tools/preference-pairs.ts';
import { writeJudge } from '../../agents/rubric-writer/write-judge.ts';
import { LEAST_PAIRS } from '../../agents/rubric-writer/write-rubric.ts';
import { judgeRecord } from '../../library/added-tools/judge-record.ts';
import { loadToolVersion } from '../../library/added-tools/load-added-tools.ts';
import { readJudge } from '../../library/added-tools/read-judge.ts';
import type { Library } from '../../library/library.ts';
import { stageTool } from '../../library/registry/stage.ts';
import type { JudgeModel } from '../../models/judge-model.ts';
import { assignQuery } from '../../routing/assign.ts';
import { serves } from '../../routing/serving.ts';
import type { JudgeSpecOf } from '../../spec/judge-spec.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import type { Feedback, FeedbackEntry } from '../../store/feedback.ts';
import type { Ledger } from '../../store/ledger.ts';
import { goldPairs } from '../gold/gold-pairs.ts';

export interface JudgesPlace {
  readonly home: string;
  readonly ledger: Pick<Ledger, 'scanRewards'>;
  readonly feedback: Pick<Feedback, 'list'>;
  readonly library: () => Library;
}

/** A version of a judge, or a rule in its place, that is to be tried on live groups. */
export interface ImprovedJudge {
  readonly card: ToolCard;
  readonly reason: string;
  /** It is to be cheaper, not better: it is made where it is surely not worse by more than a little. */
  readonly cheaper: boolean;
}

/** A judge by criteria, as it is in the library. */
export interface RubricJudge {
  readonly card: ToolCard;
  readonly spec: JudgeSpecOf<'rubric'>;
  readonly model: JudgeModel;
}

const ROUNDS = 2;
const MOST_ENTRIES = 5_000;

/** @returns the judges of the library by criteria */
export function rubricJudges({ home, library }: Pick<JudgesPlace, 'home' | 'library'>): RubricJudge[] {
  return library()
    .cards()
    .flatMap((card) => {
      if (card.type !== 'judge' || !library().routable(card.id)) return [];
      const { record, sources } = loadToolVersion(home, card.id, card.version);
      if (record.run.language !== 'judge') return [];
      const spec = readJudge(sources.program);
      return spec.judges === 'rubric' ? [{ card, spec, model: record.run.model }] : [];
    });
}

/** @returns pairs of a better and a worse response out of audits, verdicts and clicks, to prompts of the kinds that a judge serves */
export async function pairsForJudge(
  { feedback, library }: Pick<JudgesPlace, 'feedback' | 'library'>,
  card: ToolCard,
): Promise<PreferencePair[]> {
  const entries: FeedbackEntry[] = [];
  const kinds = new Map<string, boolean>();
  for (let after = 0; ; ) {
    const some = await feedback.list(after, MOST_ENTRIES);
    for (const entry of some) {
      let isServed = kinds.get(entry.query);
      if (isServed === undefined) {
        const { kind } = await assignQuery(entry.body.query, library());
        isServed = kind !== null && serves(card, kind);
        kinds.set(entry.query, isServed);
      }
      if (isServed) entries.push(entry);
    }
    if (some.length < MOST_ENTRIES) break;
    after = some.at(-1)!.number;
  }
  return goldPairs(entries).map((pair) => preferencePair.parse(pair));
}

/**
 * Has the rubric of a judge revised by what it decides wrongly in audits (MPO: Meta Policy Optimization, 2025). A revision that
 * decides more of the shown pairs, not fewer of the sealed ones, and passes every gate, attacks included, goes on trial.
 * @returns null where no revision is better, or there are too few pairs
 * @throws RlarError of the model
 */
export async function revisedJudge(
  { home }: Pick<JudgesPlace, 'home'>,
  { card, spec, model }: RubricJudge,
  pairs: readonly PreferencePair[],
): Promise<ImprovedJudge | null> {
  const [kind] = spec.kinds;
  if (pairs.length < LEAST_PAIRS || kind === undefined) return null;
  const { distilled: _, ...from } = spec;
  const order = { id: card.id, kind, pairs, rounds: ROUNDS, from };
  const { spec: revised, tried, admit } = await writeJudge({ home }, order, model);
  if (revised === from) return null;
  let staged: ToolCard | null = null;
  await admit(async (files) => {
    staged = await stageTool({ home }, files);
  });
  const shares = tried.map((share) => `${Math.round(100 * share)} %`).join(', ');
  return (
    staged && {
      card: staged,
      reason: `the rubric is revised by ${pairs.length} audited pairs; rubrics decided ${shares} of the shown ones`,
      cheaper: false,
    }
  );
}

/**
 * Makes a rule, or else a classifier, of what a judge decided often enough (ONI: Online Intrinsic Rewards, 2024). Either must repeat
 * sealed verdicts of the judge, passes the gates with the judge as second opinion, and goes on trial.
 * @returns null where neither is good enough, or the judge has decided too little
 */
export async function cheaperJudge(
  { home, ledger, library }: Pick<JudgesPlace, 'home' | 'ledger' | 'library'>,
  { card, spec, model }: RubricJudge,
): Promise<ImprovedJudge | null> {
  const { evidence } = card;
  const texts = await judgedTexts(ledger, card.id);
  const rule = library().get(ruleIdOf(card.id)) ? null : distilRule(texts);
  if (rule) {
    let staged: ToolCard | null = null;
    const { trial } = await addRule({ home }, card, rule, texts, async (files) => {
      staged = await stageTool({ home }, files);
    });
    if (staged && trial.evidence?.admitted)
      return {
        card: staged,
        reason: `a rule repeats ${(100 * rule.agreement.value).toFixed(1)} % of sealed verdicts of ${card.id}`,
        cheaper: true,
      };
  }
  if (spec.distilled || !evidence) return null;
  const { classifier, gate } = distilJudge(texts);
  if (!classifier) return null;
  const { record, sources } = judgeRecord({ ...spec, distilled: classifier }, model);
  const { version } = record.declaration;
  const gates = [...evidence.gates.filter(({ name }) => name !== gate.name), gate];
  const report = { ...evidence, gates, version, source: version };
  const staged = await stageTool({ home }, { record, sources, evidence: report });
  return {
    card: staged,
    reason: `a classifier decides the groups it is sure of, and the judge is its second opinion`,
    cheaper: true,
  };
}
