import { type Share, share } from '../../spec/share.ts';
import { answerType } from '../negatives/answer-type.ts';
import { answering, formatVerdict, type Trial } from '../trial.ts';
import type { Finding, Gate } from './gate.ts';
import { breaking, keeping, type Mutation } from './mutation-cases.ts';

/**
 * Highest tolerated share of breaking edits that are still paid (lower end of the 95 % interval): overall, and per sort of
 * edit.
 */
const MOST_BREAKING = 0.02;
export const MOST_OF_ONE_SORT = 0.3;
/** Least number of cases for judging one sort of edit by itself. */
const FEWEST_OF_ONE_SORT = 3;
/**
 * A right answer that the response then denies is wrong to a reader. Few programs read that far, and a policy gains nothing
 * by it, so this edit has its own bar.
 */
const READ_BY_FEW: ReadonlySet<string> = new Set(['denied']);
/** Least share of the meaningless edits that must keep the score. */
const LEAST_KEPT = 0.8;

/** G5: edits that break an answer must lower its score, and edits that change nothing must keep it. */
export const mutation: Gate = {
  gate: 'G5',
  name: 'mutation',
  question: 'Do edits that break an answer drop its score, and edits that change nothing keep it?',
  async run(trial) {
    if (!trial.byReference)
      return { outcome: 'exempt', reason: 'no reference says which edits would break an answer' };
    const held = trial.open.filter((subject) => subject.references.length > 0);
    const broken = held.flatMap((subject) => breaking(trial, subject));
    const kept = trial.forms.length > 0 ? held.flatMap((subject) => keeping(trial.forms[0]!, subject)) : [];
    if (broken.length === 0)
      return { outcome: 'exempt', reason: 'the references are no answers that could be edited' };
    const dropped = await judgeBreaking(trial, broken);
    const held2 = await judgeKeeping(trial, kept);
    const reasons = [...dropped.reasons, ...held2.reasons];
    return {
      outcome: reasons.length > 0 ? 'failed' : 'passed',
      cases: broken.length + kept.length,
      ...(reasons[0] && { reason: reasons.join('; ') }),
      findings: [...dropped.findings, ...held2.findings],
      shares: { ...dropped.shares, ...held2.shares },
    };
  },
};

interface Judgement {
  readonly reasons: readonly string[];
  readonly findings: readonly Finding[];
  readonly shares: Readonly<Record<string, Share>>;
}

async function judgeBreaking(trial: Trial, mutations: readonly Mutation[]): Promise<Judgement> {
  const verdicts = await trial.run(mutations.map(({ subject, response }) => answering(subject, response)));
  const originals = await trial.run(mutations.map(({ subject, from }) => answering(subject, from)));
  const judged = mutations.map((entry, index) => {
    const { verdict } = verdicts[index]!;
    const original = originals[index]!.verdict;
    const asGood =
      verdict.status === 'scored' && original.status === 'scored' && verdict.value >= original.value - 1e-9;
    const close = entry.near || answerType(subject(entry)) === 'long';
    const rewarded =
      trial.graded && close
        ? asGood && trial.isRewarded(verdict)
        : trial.isRewarded(verdict) && (!trial.graded || asGood);
    return { ...entry, rewarded, got: formatVerdict(verdict) };
  });
  const { origin } = trial.input.tool.declaration.provenance;
  const counted = judged.filter(({ sort }) => origin !== 'user' || !READ_BY_FEW.has(sort));
  const of = (entries: readonly { rewarded: boolean }[]) =>
    share(entries.filter(({ rewarded }) => rewarded).length, entries.length);
  const all = of(counted);
  const fewest = Math.min(FEWEST_OF_ONE_SORT, new Set(counted.map((entry) => entry.subject)).size);
  const bySort = [...Map.groupBy(counted, ({ sort }) => sort)].map(([sort, entries]) => ({
    sort,
    paid: of(entries),
  }));
  const holes = bySort.filter(
    ({ paid }) => paid.of >= fewest && (paid.low > MOST_OF_ONE_SORT || paid.value === 1),
  );
  const reasons = holes.map(
    ({ sort, paid }) => `${sort}: ${Math.round(paid.value * paid.of)} of ${paid.of} wrong answers are paid`,
  );
  if (reasons.length === 0 && all.low > MOST_BREAKING)
    reasons.push(`${Math.round(all.value * all.of)} of ${all.of} broken answers are paid`);
  const findings = judged
    .filter(({ rewarded }) => rewarded)
    .map(
      ({ name, subject: asked, response, got }): Finding => ({
        name,
        expected: trial.graded ? 'less than the right answer' : 'the bottom',
        got,
        subject: asked,
        response,
      }),
    );
  return { reasons, findings, shares: { brokenPaid: all } };
}

function subject(entry: Mutation): string {
  return entry.subject.references[0] ?? '';
}

async function judgeKeeping(trial: Trial, mutations: readonly Mutation[]): Promise<Judgement> {
  if (mutations.length === 0) return { reasons: [], findings: [], shares: {} };
  const verdicts = await trial.run(
    mutations.map(({ subject: asked, response }) => answering(asked, response)),
  );
  const originals = await trial.run(mutations.map(({ subject: asked, from }) => answering(asked, from)));
  const judged = mutations.flatMap((entry, index) => {
    const { verdict } = verdicts[index]!;
    return trial.isRewarded(originals[index]!.verdict)
      ? [{ ...entry, kept: trial.isRewarded(verdict), got: formatVerdict(verdict) }]
      : [];
  });
  const kept = share(judged.filter((entry) => entry.kept).length, judged.length);
  const lost = judged
    .filter((entry) => !entry.kept)
    .map(
      ({ name, subject: asked, response, got }): Finding => ({
        name,
        expected: 'the same score',
        got,
        subject: asked,
        response,
      }),
    );
  const failed = judged.length > 0 && kept.value < LEAST_KEPT;
  return {
    reasons: failed ? [`${lost[0]?.name}: the score is lost`] : [],
    findings: failed ? lost : [],
    shares: { unchangedKept: kept },
  };
}
